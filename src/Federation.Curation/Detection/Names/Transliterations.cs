namespace Federation.Curation.Detection.Names;

/// <summary>
/// Foreign names spelled in Chinese characters: runs of those that spell sounds, around a middle dot or not.
/// </summary>
internal static class Transliterations
{
    private const int LengthMin = 2;
    private const int LengthMax = 8;
    private const int Threshold = 5;
    private const int NamedWeight = 3;
    private const int SpelledWeight = 2;
    private const int PlaceWeight = -4;
    private const int DottedLengthMin = 4;
    private const int DottedLengthMax = 24;
    private const int TitleLengthMax = 16;

    /// <summary>Between the parts of a foreign name.</summary>
    public const char Dot = '\u00B7';

    private const string Sounds =
        "阿埃艾安昂奥巴班邦鲍贝本比彼宾波伯勃博布采查达戴丹当道德登迪蒂丁东杜顿多厄恩尔法凡范菲费芬丰冯佛夫弗福盖戈格古哈海汉豪赫亨"
        + "胡怀霍基吉加贾简杰金卡凯坎康考柯科克肯孔库夸奎拉莱兰朗劳勒雷黎里理利莉列林琳隆卢鲁路伦罗洛马迈麦曼毛梅蒙米密明莫姆默穆纳娜奈"
        + "内尼妮宁纽努诺欧帕潘庞佩彭皮珀普齐奇恰钱乔切琼丘让热仁荣瑞若萨塞赛桑瑟森沙莎山尚绍舍申圣施史士思斯苏索所塔泰坦汤唐陶特提汀廷图"
        + "托瓦万旺威韦维魏温文翁沃乌武西希席夏肖谢辛休逊雅亚延扬杨耶叶伊因英尤约扎泽詹珍芝朱兹宗佐";

    /// <summary>Sounds too, but beginnings of so many words that only a middle dot makes them a name.</summary>
    private const string RareSounds =
        "爱白拜包保北边别滨玻卜蔡藏柴昌彻陈楚茨慈次聪大代但得邓底地第帝都敦耳方富甘冈高哥葛根贡瓜圭郭果翰黑洪侯华惠季迦"
        + "姜焦捷津久居喀可昆阔腊来累立丽廉连良烈龙吕略玛芒茂门孟敏缪摩墨木那南嫩能农派培蓬匹平朴契千强钦琴青曲屈茹儒珊生"
        + "什石寿舒朔丝松孙腾土陀望伟吴锡喜香欣兴雄许宣尧易永宰赞张哲真知治茱卓孜子祖"
        + "澳敖倍毕曹策川崔狄房关杭嘉江京静赖娄露律茅缅乃瑙涅牛沁撒顺滕伍祥向星修旭雪雨云早曾章黛蕾芙薇茜娅媛蓓绮妲婕娃芭蜜莲卫";

    /// <summary>Words that are spelled so and are no person; places, brands and clubs are lists of their own.</summary>
    private const string Others =
        "奥林匹克 奥斯卡 格莱美 诺贝尔 欧盟 奥运 奥运会 欧洲 亚洲 非洲 美洲 拉丁 亚太 北欧 加州 伊斯兰 基督 天主 塔利班 哈佛 耶鲁 剑桥 牛津 斯坦福 普林斯顿 康奈尔 马克思 列宁 卡通 马克 "
        + "马拉松 巧克力 咖啡 沙发 吉他 芭蕾 维生素 马达 坦克 卡车 巴士 克隆 基因 比基尼 尼龙 托福 雅思 卡路里 加油 马上 多多 明明 安康 安全 多少 海外 明天 英文 中文 文本 金山 金色 海洋 "
        + "西山 东西 西方 东方 若干 思维 思想 理想 理解 达到 多样 本金 本人 本来 基本 内地 内容 热门 万元 万亿 普通 普遍 普及 特色 特别 约定 路线 路段 基金 加工 加强 加入 列车 列入 "
        + "因素 提高 提出 英语 西部 东部";

    /// <summary>Sounds that hardly any Chinese word or name has.</summary>
    private static readonly System.Buffers.SearchValues<char> Foreign = System.Buffers.SearchValues.Create(
        "阿埃艾奥巴鲍彼宾伯勃布蒂厄恩尔菲费佛夫弗戈格哈赫亨霍基贾凯坎柯科克库夸奎拉莱兰劳勒雷黎里莉利列林琳卢鲁伦罗洛马迈麦曼"
        + "蒙密米莫姆默穆纳娜奈尼妮努诺欧帕潘庞佩皮珀普齐乔切琼丘若萨塞瑟森莎舍圣史斯索塔泰坦汤特蒂汀廷图托瓦旺威韦维魏翁沃"
        + "乌西希谢辛逊雅亚耶伊因约扎泽詹兹佐迪达顿丁戴德登多");

    private static readonly bool[] IsSound = Mark(Sounds);
    private static readonly bool[] IsAnySound = Mark(Sounds + RareSounds);

    /// <summary>Rare sounds that are no small word.</summary>
    private static readonly bool[] IsEdge =
        Mark(string.Concat(RareSounds.Except("地可大代都第帝多生什真曾向早高能那将上下向要想到得来累立成年已")));

    private static readonly HashSet<string> OtherWords = new(
        [.. Others.Split(' '), .. ChinesePlaceNames.All, .. BrandNames.All, .. ClubNames.All], StringComparer.Ordinal);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherWordsLookup =
        OtherWords.GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Find(string view, List<Hit> hits)
    {
        var dotted = NextDotted(view, 0);
        for (var i = 0; i < view.Length;)
        {
            if (i == dotted.Start)
            {
                AddDotted(view, dotted.Start, dotted.End, hits);
                i = dotted.End;
                dotted = NextDotted(view, i);
                continue;
            }

            if (!IsSound[view[i]])
            {
                i++;
                continue;
            }

            var end = i;
            while (end < dotted.Start && (IsSound[view[end]] || IsBridge(view, end)))
            {
                end++;
            }

            Judge(view, i, end, hits);
            i = end;
        }
    }

    /// <summary>Whether a rare sound stands between two that hardly any word has, and makes no word of them.</summary>
    private static bool IsBridge(string view, int place) =>
        IsAnySound[view[place]] && place > 0 && place + 1 < view.Length
        && Foreign.Contains(view[place - 1]) && Foreign.Contains(view[place + 1])
        && !ChineseLexicon.IsWordAt(view, place - 1) && !ChineseLexicon.IsWordAt(view, place);

    /// <summary>
    /// A run with a rare sound at its end, where a mark or a word that follows names stands behind, and at its
    /// beginning, where one stands before.
    /// </summary>
    private static (int Start, int End) WithEdges(string view, int start, int end)
    {
        if (end < view.Length && IsEdge[view[end]] && Foreign.Contains(view[end - 1])
            && (end + 1 == view.Length || !IsHan(view[end + 1]) || ChineseWords.FollowerLength(view, end + 1) > 0)
            && !ChineseLexicon.IsWordAt(view, end) && !ChineseLexicon.IsWordAt(view, end - 1))
        {
            end++;
        }

        if (start > 0 && IsEdge[view[start - 1]] && Foreign.Contains(view[start])
            && (start == 1 || !IsHan(view[start - 2]) || ChineseWords.IsAnnounced(view, start - 1))
            && !ChineseLexicon.IsWordAt(view, start - 1))
        {
            start--;
        }

        return (start, end);
    }

    /// <summary>The next name around a middle dot from a place on, or the end of the view.</summary>
    private static (int Start, int End) NextDotted(string view, int from)
    {
        var rest = from;
        while (rest < view.Length && view.AsSpan(rest).IndexOfAny(Dot, '-', '.') is >= 0 and var offset)
        {
            var dot = rest + offset;
            if (view[dot] != Dot && !IsJoined(view, dot))
            {
                rest = dot + 1;
                continue;
            }

            var start = dot;
            while (start > from && dot - start < LengthMax && IsAnySound[view[start - 1]])
            {
                start--;
            }

            var end = dot;
            end += view[dot] == Dot ? 0 : 1;
            while (end < view.Length && end - dot < DottedLengthMax
                && (IsAnySound[view[end]] || (view[end] == Dot && end + 1 < view.Length && IsAnySound[view[end + 1]])
                    || (end > dot && IsJoined(view, end))))
            {
                end++;
            }

            if (start < dot && end > dot && end - start >= DottedLengthMin)
            {
                return (start, end);
            }

            rest = Math.Max(end, dot + 1);
        }

        return (view.Length, view.Length);
    }

    /// <summary>
    /// Whether a hyphen or full stop joins two parts of a name, as in 大卫-贝克汉姆: sounds on both sides, and no place, firm
    /// or club.
    /// </summary>
    private static bool IsJoined(string view, int mark)
    {
        if (view[mark] is not ('-' or '.'))
        {
            return false;
        }

        var (start, end) = (mark, mark + 1);
        while (start > 0 && mark - start < LengthMax && IsAnySound[view[start - 1]])
        {
            start--;
        }

        while (end < view.Length && end - mark <= LengthMax && IsSound[view[end]])
        {
            end++;
        }

        var first = view.AsSpan(start, mark - start);
        return mark - start >= LengthMin && end - mark > LengthMin
            && (SpelledNames.Is(first) || AreSounds(first))
            && !HoldsOther(first) && !HoldsOther(view.AsSpan(mark + 1, end - mark - 1));
    }

    private static bool AreSounds(ReadOnlySpan<char> part)
    {
        foreach (var character in part)
        {
            if (!IsSound[character])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands in the marks of a title names a work, and not somebody.</summary>
    private static void AddDotted(string view, int start, int end, List<Hit> hits)
    {
        if (!IsTitle(view, start, end) && !NameSuffixes.IsOfPlaceOrFirm(view, end))
        {
            hits.Add(new Hit(PiiType.Person, start, end - start, "name-foreign", 85));
        }
    }

    /// <summary>Whether a place stands in the marks of a title, as in 《王子复仇记》.</summary>
    public static bool IsTitle(string view, int start, int end)
    {
        var before = view.AsSpan(Math.Max(0, start - TitleLengthMax), Math.Min(start, TitleLengthMax));
        return before.LastIndexOfAny('\u300a', '\u300b') is >= 0 and var mark && before[mark] == '\u300a'
            && view.AsSpan(end, Math.Min(view.Length - end, TitleLengthMax)).Contains('\u300b');
    }

    private static void Judge(string view, int start, int end, List<Hit> hits)
    {
        if (end - start > LengthMax)
        {
            return;
        }

        (start, end) = WithoutWords(view, start, end);
        (start, end) = WithEdges(view, start, end);
        var length = end - start;
        if (length < LengthMin || view.AsSpan(start, length).IndexOfAnyExcept(view[start]) < 0
            || HoldsOther(view.AsSpan(start, length)) || NameSuffixes.IsSide(view, start, end)
            || IsTitle(view, start, end)
            || (length <= 3 && ChineseLexicon.IsWordAt(view, start)))
        {
            return;
        }

        var (left, right) = (Left(view, start), Right(view, end));
        if (left < NamedWeight && right < NamedWeight && TeamWords.AreAround(view, start, end))
        {
            return;
        }

        var score = Math.Min(length, 4) + (view.AsSpan(start, length).IndexOfAnyExcept(Foreign) < 0 ? 1 : 0);
        score += NameSuffixes.EndsPlace(view[end - 1]) ? PlaceWeight : 0;
        score += left + right + (SpelledNames.Is(view.AsSpan(start, length)) ? SpelledWeight : 0);
        if (score >= Threshold)
        {
            hits.Add(new Hit(PiiType.Person, start, length, "name-foreign", 70));
        }
    }

    /// <summary>A run of sounds without the ends that are words with what stands beside them.</summary>
    private static (int Start, int End) WithoutWords(string view, int start, int end)
    {
        while (end > start && SmallWords.Contains(view[start]))
        {
            start++;
        }

        while (end - start > LengthMin && ChineseLexicon.IsWordAt(view, start - 1))
        {
            start++;
        }

        while (end - start > LengthMin)
        {
            if (ChineseLexicon.IsWordAt(view, end - 1))
            {
                end--;
            }
            else if (end - start > LengthMin + 1 && ChineseLexicon.IsWordAt(view, end - 2))
            {
                end -= 2;
            }
            else
            {
                break;
            }
        }

        return (start, end);
    }

    /// <summary>Sounds that are small words before names.</summary>
    private const string SmallWords = "当让所查据";

    private static int Left(string view, int start) =>
        ChineseWords.IsAnnounced(view, start) ? 4
        : start == 0 || !IsHan(view[start - 1]) || IsBeforeNames(view[start - 1]) ? 1
        : ChineseLexicon.IsWordAt(view, start - 2) ? 0
        : -1;

    private static int Right(string view, int end)
    {
        if (end == view.Length || !IsHan(view[end]))
        {
            // Behind a name stands how it is spelled: 史密斯(Smith).
            var isSpelled = end + 1 < view.Length && view[end] == '(' && char.IsAsciiLetterUpper(view[end + 1]);
            return isSpelled ? 2 : 1;
        }

        return NameSuffixes.IsOfPlaceOrFirm(view, end) ? PlaceWeight : ChineseWords.FollowerLength(view, end) switch
        {
            0 => ChineseLexicon.IsWordAt(view, end) ? 0 : -1,
            1 => 1,
            _ => 3,
        };
    }

    /// <summary>Whether a run is one of the words that are no person, or holds a long one.</summary>
    private static bool HoldsOther(ReadOnlySpan<char> run)
    {
        for (var start = 0; start < run.Length; start++)
        {
            var least = run.Length == LengthMin ? LengthMin : LengthMin + 1;
            for (var length = least; start + length <= run.Length; length++)
            {
                if (OtherWordsLookup.Contains(run.Slice(start, length)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a word is one of those that are no person.</summary>
    public static bool IsOther(string word) => OtherWords.Contains(word);

    /// <summary>Whether one of the words that are no person stands at a place, alone or with more sounds behind it.
    /// </summary>
    public static bool IsOtherAt(string view, int start)
    {
        for (var length = 2; length <= LengthMax && start + length <= view.Length; length++)
        {
            if (OtherWordsLookup.Contains(view.AsSpan(start, length)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBeforeNames(char character) => "和与由让给找请跟对的是被同向为像以及把将除".Contains(character);

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';

    private static bool[] Mark(string characters)
    {
        var marked = new bool[0x10000];
        foreach (var character in characters)
        {
            marked[character] = true;
        }

        return marked;
    }
}
