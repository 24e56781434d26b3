namespace Federation.Curation.Detection.Names;

/// <summary>
/// Foreign names spelled in Chinese characters: runs of those that spell sounds, around a middle dot or not.
/// </summary>
internal static class Transliterations
{
    private const int LengthMin = 2;
    private const int LengthMax = 8;
    private const int Threshold = 5;
    private const int DottedLengthMin = 4;
    private const int DottedLengthMax = 24;
    private const int TitleLengthMax = 16;
    private const char Dot = '\u00B7';

    private const string Sounds =
        "阿埃艾安昂奥巴班邦鲍贝本比彼宾波伯勃博布采查达戴丹当道德登迪蒂丁东杜顿多厄恩尔法凡范菲费芬丰冯佛夫弗福盖戈格古哈海汉豪赫亨"
        + "胡怀霍基吉加贾简杰金卡凯坎康考柯科克肯孔库夸奎拉莱兰朗劳勒雷黎里理利莉列林琳隆卢鲁路伦罗洛马迈麦曼毛梅蒙米密明莫姆默穆纳娜奈"
        + "内尼妮宁纽努诺欧帕潘庞佩彭皮珀普齐奇恰钱乔切琼丘让热仁荣瑞若萨塞赛桑瑟森沙莎山尚绍舍申圣施史士思斯苏索所塔泰坦汤唐陶特提汀廷图"
        + "托瓦万旺威韦维魏温文翁沃乌武西希席夏肖谢辛休逊雅亚延扬杨耶叶伊因英尤约扎泽詹珍芝朱兹宗佐";

    /// <summary>Sounds too, but beginnings of so many words that only a middle dot makes them a name.</summary>
    private const string RareSounds =
        "爱白拜包保北边别滨玻卜蔡藏柴昌彻陈楚茨慈次聪大代但得邓底地第帝都敦耳方富甘冈高哥葛根贡瓜圭郭果翰黑洪侯华惠季迦"
        + "姜焦捷津久居喀可昆阔腊来累立丽廉连良烈龙吕略玛芒茂门孟敏缪摩墨木那南嫩能农派培蓬匹平朴契千强钦琴青曲屈茹儒珊生"
        + "什石寿舒朔丝松孙腾土陀望伟吴锡喜香欣兴雄许宣尧易永宰赞张哲真知治茱卓孜子祖";

    /// <summary>Places, peoples, clubs and goods that are spelled so and are no person.</summary>
    private const string Others =
        "巴塞罗那 切尔西 阿森纳 曼彻斯特 利物浦 墨西哥 意大利 加拿大 西班牙 葡萄牙 阿根廷 俄罗斯 澳大利亚 印度尼西亚 马来西亚 新西兰 巴基斯坦 阿富汗 "
        + "伊拉克 伊朗 埃及 以色列 沙特 沙特阿拉伯 土耳其 希腊 波兰 荷兰 芬兰 瑞士 瑞典 比利时 奥地利 乌克兰 罗马 罗马尼亚 保加利亚 捷克 匈牙利 巴黎 "
        + "洛杉矶 米兰 伦敦 柏林 莫斯科 东京 纽约 旧金山 西雅图 芝加哥 休斯顿 波士顿 迈阿密 费城 亚特兰大 达拉斯 底特律 奥兰多 凤凰城 圣安东尼奥 多伦多 "
        + "温哥华 悉尼 墨尔本 巴西 智利 秘鲁 古巴 哥伦比亚 乌拉圭 巴拉圭 委内瑞拉 哥斯达黎加 洪都拉斯 尼日利亚 肯尼亚 利比亚 叙利亚 南非 苏丹 索马里 "
        + "阿尔及利亚 突尼斯 摩洛哥 喀麦隆 科特迪瓦 加纳 塞尔维亚 克罗地亚 斯洛文尼亚 斯洛伐克 爱沙尼亚 拉脱维亚 立陶宛 格鲁吉亚 亚美尼亚 哈萨克斯坦 "
        + "乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 蒙古 尼泊尔 不丹 孟加拉 斯里兰卡 马尔代夫 菲律宾 印尼 泰国 欧洲 亚洲 非洲 美洲 拉丁 亚太 北欧 夏威夷 "
        + "加州 佛罗里达 德克萨斯 弗吉尼亚 加利福尼亚 好莱坞 华尔街 奥林匹克 奥斯卡 格莱美 诺贝尔 欧盟 拜仁 尤文图斯 国米 皇马 巴萨 马德里 塞维利亚 瓦伦西亚 "
        + "维拉 埃弗顿 博尔顿 富勒姆 布莱克本 伯明翰 桑德兰 纽卡斯尔 朴茨茅斯 斯托克 米德尔斯堡 热刺 维冈 赫尔城 多特蒙德 沙尔克 勒沃库森 云达不莱梅 不来梅 汉堡 "
        + "斯图加特 沃尔夫斯堡 法兰克福 里昂 马赛 摩纳哥 波尔多 阿贾克斯 费耶诺德 本菲卡 波尔图 里斯本 那不勒斯 佛罗伦萨 拉齐奥 桑普多利亚 热那亚 都灵 威尼斯 "
        + "西西里 巴勒莫 卡塔尼亚 曼联 曼城 英超 西甲 德甲 意甲 法甲 欧冠 湖人 火箭 骑士 奥迪 宝马 奔驰 丰田 福特 马自达 沃尔沃 保时捷 法拉利 兰博基尼 凯迪拉克 "
        + "雪佛兰 别克 标致 雷诺 索尼 西门子 诺基亚 摩托罗拉 尼康 佳能 松下 夏普 雅虎 谷歌 微软 英特尔 戴尔 惠普 沃尔玛 家乐福 麦当劳 肯德基 可口可乐 百事 "
        + "耐克 阿迪达斯 古驰 香奈儿 迪奥 普拉达 路易威登 爱马仕 卡地亚 劳力士 欧米茄 蒂芙尼 施华洛世奇 雅诗兰黛 欧莱雅 兰蔻 巴克莱 汇丰 花旗 高盛 摩根 "
        + "摩根士丹利 雷曼 美林 贝尔斯登 马克思 列宁 卡通 马克 马拉松 巧克力 咖啡 沙发 吉他 芭蕾 维生素 马达 坦克 卡车 巴士 克隆 基因 比基尼 尼龙 托福 雅思 "
        + "奥运 奥运会 巴士 卡路里 加油 马上 多多 明明 安康 安全 多少 海外 明天 英文 中文 文本 金山 金色 海洋 西山 东西 西方 东方 若干 思维 思想 理想 理解 达到 "
        + "贝尔格莱德 萨格勒布 萨拉热窝 卢布尔雅那 里加 塔林 维尔纽斯 明斯克 基辅 第比利斯 埃里温 巴库 阿斯塔纳 塔什干 杜尚别 喀布尔 "
        + "乌迪内斯 卡利亚里 雷吉纳 雷吉诺 锡耶纳 切沃 恩波利 阿塔兰大 亚特兰大 帕尔马 博洛尼亚 莱切 巴里 利沃诺 布雷西亚 维罗纳 塞尔塔 赫塔费 "
        + "马洛卡 奥萨苏纳 桑坦德 马拉加 阿尔梅里亚 比利亚雷亚尔 维拉利尔 贝蒂斯 拉科鲁尼亚 莱万特 毕尔巴鄂 科隆 霍芬海姆 美因茨 弗赖堡 纽伦堡 汉诺威 "
        + "门兴 雷丁 德比 诺维奇 南安普顿 南安普敦 里尔 雷恩 南特 图卢兹 朗斯 欧塞尔 尼斯 米德尔 米堡 加拉塔萨雷 费内巴切 奥林匹亚科斯 布隆迪 卢旺达 乌干达 "
        + "安哥拉 莫桑比克 马达加斯加 毛里求斯 埃塞俄比亚 加蓬 多哥 贝宁 马里 尼日尔 几内亚 塞内加尔 利比里亚 毛里塔尼亚 纳米比亚 科威特 巴林 卡塔尔 阿曼 也门 约旦 "
        + "黎巴嫩 文莱 老挝 缅甸 柬埔寨 巴拿马 牙买加 海地 多米尼加 危地马拉 萨尔瓦多 尼加拉瓜 厄瓜多尔 玻利维亚 冰岛 爱尔兰 苏格兰 威尔士 英格兰 卢森堡 马耳他 "
        + "塞浦路斯 阿尔巴尼亚 马其顿 摩尔多瓦 白俄罗斯 土库曼斯坦 斐济 萨摩亚 汤加 关岛 拉斯维加斯 内华达 亚利桑那 俄勒冈 科罗拉多 明尼苏达 威斯康星 密歇根 伊利诺伊 "
        + "印第安纳 俄亥俄 宾夕法尼亚 马萨诸塞 康涅狄格 马里兰 田纳西 肯塔基 密西西比 路易斯安那 阿肯色 密苏里 堪萨斯 内布拉斯加 达科他 蒙大拿 怀俄明 爱达荷 犹他 "
        + "阿拉斯加 安大略 魁北克 渥太华 蒙特利尔 堪培拉 布里斯班 珀斯 惠灵顿 奥克兰 布鲁塞尔 阿姆斯特丹 鹿特丹 海牙 苏黎世 日内瓦 伯尔尼 维也纳 布拉格 布达佩斯 华沙 "
        + "布加勒斯特 索非亚 雅典 伊斯坦布尔 安卡拉 开罗 的黎波里 突尼斯 卡萨布兰卡 内罗毕 约翰内斯堡 开普敦 德黑兰 巴格达 大马士革 贝鲁特 耶路撒冷 特拉维夫 利雅得 迪拜 "
        + "多哈 卡拉奇 伊斯兰堡 新德里 孟买 加尔各答 科伦坡 加德满都 曼谷 雅加达 马尼拉 吉隆坡 圣保罗 里约热内卢 布宜诺斯艾利斯 圣地亚哥 利马 波哥大 加拉加斯 哈瓦那 "
        + "格林纳达 特立尼达 巴巴多斯 阿里巴巴 欧佩克 米其林 普利司通 博世 飞利浦 爱立信 阿尔卡特 朗讯 思科 甲骨文 奥巴 萨博 欧宝 捷豹 路虎 宾利 劳斯莱斯 玛莎拉蒂 "
        + "布加迪 阿斯顿 马丁 菲亚特 雪铁龙 斯柯达 大众 塔利班 伊斯兰 基督 天主 佛罗里达 巴拉克 曼哈顿 布鲁克林 硅谷 哈佛 耶鲁 剑桥 牛津 斯坦福 普林斯顿 康奈尔 "
        + "凯尔特人 尼克斯 马刺 爵士 奇才 老鹰 公牛 活塞 步行者 雄鹿 森林狼 掘金 开拓者 超音速 国王 快船 太阳 独行侠 小牛 灰熊 黄蜂 魔术 热火 猛龙 篮网 "
        + "多样 本金 本人 本来 基本 内地 内容 热门 万元 万亿 普通 普遍 普及 特色 特别 约定 路线 路段 基金 加工 加强 加入 列车 列入 因素 提高 提出 英语 西部 东部";

    /// <summary>Sounds that hardly any Chinese word or name has.</summary>
    private static readonly System.Buffers.SearchValues<char> Foreign = System.Buffers.SearchValues.Create(
        "阿埃艾奥巴鲍彼宾伯勃布蒂厄恩尔菲费佛夫弗戈格哈赫亨霍基贾凯坎柯科克库夸奎拉莱兰劳勒雷黎里莉利列林琳卢鲁伦罗洛马迈麦曼"
        + "蒙密米莫姆默穆纳娜奈尼妮努诺欧帕潘庞佩皮珀普齐乔切琼丘若萨塞瑟森莎舍圣史斯索塔泰坦汤特蒂汀廷图托瓦旺威韦维魏翁沃"
        + "乌西希谢辛逊雅亚耶伊因约扎泽詹兹佐迪达顿丁戴德登多");

    private static readonly bool[] IsSound = Mark(Sounds);
    private static readonly bool[] IsAnySound = Mark(Sounds + RareSounds);
    private static readonly HashSet<string> OtherWords = new(Others.Split(' '), StringComparer.Ordinal);
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
            while (end < dotted.Start && IsSound[view[end]])
            {
                end++;
            }

            Judge(view, i, end, hits);
            i = end;
        }
    }

    /// <summary>The next name around a middle dot from a place on, or the end of the view.</summary>
    private static (int Start, int End) NextDotted(string view, int from)
    {
        var rest = from;
        while (rest < view.Length && view.AsSpan(rest).IndexOf(Dot) is >= 0 and var offset)
        {
            var dot = rest + offset;
            var start = dot;
            while (start > from && dot - start < LengthMax && IsAnySound[view[start - 1]])
            {
                start--;
            }

            var end = dot;
            while (end < view.Length && end - dot < DottedLengthMax
                && (IsAnySound[view[end]] || (view[end] == Dot && end + 1 < view.Length && IsAnySound[view[end + 1]])))
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

    /// <summary>What stands in the marks of a title names a work, and not somebody.</summary>
    private static void AddDotted(string view, int start, int end, List<Hit> hits)
    {
        if (!IsTitle(view, start, end) && !NameSuffixes.IsOfPlaceOrFirm(view, end))
        {
            hits.Add(new Hit(PiiType.Person, start, end - start, "name-foreign", 85));
        }
    }

    private static bool IsTitle(string view, int start, int end) =>
        start > 0 && view[start - 1] == '\u300a' && view.AsSpan(end).IndexOf('\u300b') is >= 0 and < TitleLengthMax;

    private static void Judge(string view, int start, int end, List<Hit> hits)
    {
        if (end - start > LengthMax)
        {
            return;
        }

        (start, end) = WithoutWords(view, start, end);
        var length = end - start;
        if (length < LengthMin || view.AsSpan(start, length).IndexOfAnyExcept(view[start]) < 0
            || HoldsOther(view.AsSpan(start, length)) || NameSuffixes.IsSide(view, start, end)
            || IsTitle(view, start, end)
            || (length <= 3 && ChineseLexicon.IsWordAt(view, start)))
        {
            return;
        }

        var score = Math.Min(length, 4) + (view.AsSpan(start, length).IndexOfAnyExcept(Foreign) < 0 ? 1 : 0);
        score += Left(view, start) + Right(view, end);
        if (score >= Threshold)
        {
            hits.Add(new Hit(PiiType.Person, start, length, "name-foreign", 70));
        }
    }

    /// <summary>A run of sounds without the ends that are words with what stands beside them.</summary>
    private static (int Start, int End) WithoutWords(string view, int start, int end)
    {
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

    private static int Left(string view, int start) =>
        ChineseWords.IsAnnounced(view, start) ? 4
        : start == 0 || !IsHan(view[start - 1]) || IsBeforeNames(view[start - 1]) ? 1
        : ChineseLexicon.IsWordAt(view, start - 2) ? 0
        : -1;

    private static int Right(string view, int end)
    {
        if (end == view.Length || !IsHan(view[end]))
        {
            return 1;
        }

        return NameSuffixes.IsOfPlaceOrFirm(view, end) ? -4 : ChineseWords.FollowerLength(view, end) switch
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
            for (var length = start == 0 ? LengthMin : LengthMin + 1; start + length <= run.Length; length++)
            {
                if (OtherWordsLookup.Contains(run.Slice(start, length)))
                {
                    return true;
                }
            }
        }

        return false;
    }

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
