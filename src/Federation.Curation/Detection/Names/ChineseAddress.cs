namespace Federation.Curation.Detection.Names;

/// <summary>
/// Postal addresses in Chinese by the order of their levels: province, city, county, town, road, number, estate,
/// building,
/// unit, room. A number on a road makes an address; places without one are left, unless a word calls them an address.
/// </summary>
internal static class ChineseAddress
{
    private const int LeftMax = 60;
    private const int NameMax = 12;
    private const int CalledMin = 6;

    private const string RoadLevels = "路街道巷弄村镇鄉乡屯组组坊里胡同庄寨园區区县縣市旗州社段桥湾苑城";
    private const string NumberUnits = "号號";
    private const string Units = "号號栋棟幢座楼樓单元單室层層户戶房弄巷区區期组門门排";

    private static readonly string[] Provinces =
        ("北京 天津 上海 重庆 重慶 河北 山西 辽宁 遼寧 吉林 黑龙江 黑龍江 江苏 江蘇 浙江 安徽 福建 江西 山东 山東 河南 湖北 湖南 广东 廣東 海南 四川 "
        + "贵州 貴州 云南 雲南 陕西 陝西 甘肃 甘肅 青海 台湾 台灣 臺灣 内蒙古 內蒙古 广西 廣西 西藏 宁夏 寧夏 新疆 香港 澳门 澳門").Split(' ');

    private static readonly string[] Markers =
    [
        "收货地址", "收件地址", "详细地址", "家庭住址", "家庭地址", "通讯地址", "联系地址", "公司地址", "户籍地址", "住址", "地址", "家住在",
        "家住", "现住址", "现住在", "现住", "住在", "居住在", "居住于", "居住", "位于", "位於", "坐落于", "坐落在", "座落于", "寄到", "寄往", "寄至", "送到",
        "送往",
        "送至", "发往", "发到", "发至", "搬到", "来到", "前往", "户籍", "户口", "籍贯", "所在地", "注册地", "办公地点", "收货", "派送到", "配送至", "家在",
        "就在", "是在",
        "设在", "租住", "暂住", "现居", "定居", "店在", "地点", "在", "到", "至", "于", "于", "從", "从", "是", "去", "往", "为", "住", "赴",
    ];

    private static readonly string[] Callers =
        ["地址", "住址", "家住", "现住", "居住", "寄到", "寄往", "送到", "shipping to", "收货", "户籍", "籍贯", "住在", "现居"];

    public static void Find(string view, List<Hit> hits)
    {
        var done = 0;
        for (var i = 0; i < view.Length;)
        {
            var offset = view.AsSpan(i).IndexOfAny(NumberUnits);
            if (offset < 0)
            {
                break;
            }

            i += offset;
            if (TryAt(view, i, done, hits) is var end and > 0)
            {
                (done, i) = (end, end);
            }
            else
            {
                i++;
            }
        }

        FindCalled(view, hits);
    }

    /// <summary>Tries 号 at a place: digits before it, and a road before those.</summary>
    private static int TryAt(string view, int mark, int floor, List<Hit> hits)
    {
        var digits = mark;
        while (digits > floor && mark - digits < 8 && (char.IsAsciiLetterOrDigit(view[digits - 1])
            || view[digits - 1] is '-' or '之' or ' ' || IsNumeral(view[digits - 1])))
        {
            digits--;
        }

        var hasDigit = view.AsSpan(digits, mark - digits).IndexOfAnyInRange('0', '9') >= 0
            || (mark > digits && IsNumeral(view[digits]));
        if (!hasDigit || digits == floor || !RoadLevels.Contains(view[digits - 1]))
        {
            return 0;
        }

        var start = StartOf(view, digits, floor);
        if (digits - start < 2)
        {
            return 0;
        }

        var end = EndOf(view, mark + 1);
        hits.Add(new Hit(PiiType.Address, start, end - start, "address", Hit.Likely));
        return end;
    }

    /// <summary>Walks left over names of places to the province, a marker or the first level.</summary>
    private static int StartOf(string view, int end, int floor)
    {
        var start = end;
        while (start > floor && end - start < LeftMax && (IsHan(view[start - 1]) || IsInside(view, start - 1)))
        {
            start--;
        }

        var walked = view.AsSpan(start, end - start);
        var first = -1;
        foreach (var province in Provinces)
        {
            var at = walked.IndexOf(province, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first) && !IsRoadName(walked, at + province.Length))
            {
                first = at;
            }
        }

        if (first >= 0)
        {
            return start + first;
        }

        // Without a province the first level begins behind the last marker before it.
        var level = LevelEnd(walked);
        var cut = 0;
        foreach (var marker in Markers)
        {
            var at = walked[..level].LastIndexOf(marker, StringComparison.Ordinal);
            if (at >= 0 && at + marker.Length < level)
            {
                cut = Math.Max(cut, at + marker.Length);
            }
        }

        return Math.Max(start + cut, start + level - NameMax);
    }

    /// <summary>北京路 is a road, not the province.</summary>
    private static bool IsRoadName(ReadOnlySpan<char> walked, int end) =>
        end < walked.Length && (walked[end] is '路' or '街' or '大'
            || (end + 1 < walked.Length && walked[end] is '东' or '西' or '南' or '北' or '中'
                && walked[end + 1] is '路' or '街'));

    /// <summary>The end of the first name of a place: up to and with its level.</summary>
    private static int LevelEnd(ReadOnlySpan<char> walked)
    {
        for (var i = 1; i < walked.Length; i++)
        {
            if ("省市区區县縣镇乡州旗盟路街道巷村".Contains(walked[i]))
            {
                return i + 1;
            }
        }

        return walked.Length;
    }

    /// <summary>Walks right over estate, building, unit and room.</summary>
    private static int EndOf(string view, int from)
    {
        var end = from;
        while (true)
        {
            var i = end;
            while (i < view.Length && i - end < NameMax && (IsHan(view[i]) || (view[i] == ' ' && i == end))
                && !IsUnit(view[i]))
            {
                i++;
            }

            var digits = i;
            while (digits < view.Length && digits - i < 6
                && (char.IsAsciiLetterOrDigit(view[digits]) || view[digits] is '-' or '#'))
            {
                digits++;
            }

            if (digits == i)
            {
                return i < view.Length && i > end && EstateEnd(view, end, i) is var estate
                    && estate > end ? estate : end;
            }

            var unit = digits < view.Length && view[digits] == ' ' ? digits + 1 : digits;
            if (unit < view.Length && IsUnit(view[unit]))
            {
                end = unit + 1;
                while (end < view.Length && IsUnit(view[end]))
                {
                    end++;
                }
            }
            else
            {
                // The number of a room may stand without its unit, right behind building or unit.
                var isRoom = i == end && char.IsAsciiDigit(view[i]) && end > from && digits - i is >= 2 and <= 5;
                return isRoom ? digits : end;
            }
        }
    }

    /// <summary>An estate that ends the address, such as 阳光花园.</summary>
    private static int EstateEnd(string view, int from, int to)
    {
        ReadOnlySpan<string> estates = ["小区", "花园", "大厦", "公寓", "广场", "家园", "新村", "山庄", "中心", "苑", "院"];
        var best = from;
        foreach (var estate in estates)
        {
            var at = view.AsSpan(from, to - from).IndexOf(estate, StringComparison.Ordinal);
            best = at > 0 && at <= 8 ? Math.Max(best, from + at + estate.Length) : best;
        }

        return best;
    }

    /// <summary>Places without a number right behind a word that says address.</summary>
    private static void FindCalled(string view, List<Hit> hits)
    {
        foreach (var caller in Callers)
        {
            for (var i = view.IndexOf(caller, StringComparison.Ordinal); i >= 0;
                i = view.IndexOf(caller, i + caller.Length, StringComparison.Ordinal))
            {
                var start = i + caller.Length;
                while (start < view.Length && start - i - caller.Length < 3
                    && view[start] is ' ' or ':' or '是' or '在' or '为')
                {
                    start++;
                }

                var end = start;
                var levels = 0;
                var last = start;
                while (end < view.Length && end - start < LeftMax
                    && (IsHan(view[end]) || char.IsAsciiLetterOrDigit(view[end]))
                    && !"的了吗呢我你他她没有能就都很也还不上下请给吧啊".Contains(view[end]))
                {
                    if (end > start && (RoadLevels.Contains(view[end]) || IsUnit(view[end])))
                    {
                        levels++;
                        last = end + 1;
                    }

                    end++;
                }

                if (levels >= 2 && last - start >= CalledMin
                    && view.AsSpan(start, Math.Min(10, last - start)).IndexOfAny("省市区县") > 0)
                {
                    hits.Add(new Hit(PiiType.Address, start, last - start, "address-called", 75));
                }
            }
        }
    }

    private static bool IsInside(string view, int at) =>
        char.IsAsciiDigit(view[at]) && at > 0 && (IsHan(view[at - 1]) || char.IsAsciiDigit(view[at - 1]));

    private static bool IsUnit(char character) => Units.Contains(character);

    private static bool IsNumeral(char character) => "一二三四五六七八九十百零〇".Contains(character);

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';
}
