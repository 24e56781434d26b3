namespace Federation.Curation.Detection.Numbers;

/// <summary>Chinese mobile and landline numbers: operator prefixes and area codes of the numbering plan.</summary>
internal static class ChinesePhone
{
    public const int MobileDigits = 11;

    /// <summary>Area codes behind their 0; those of two digits are the large cities.</summary>
    private const string AreaCodes =
        "10 20-25 27-29 310-319 335 349-359 370-379 391-398 410-419 421 427 429 431-440 448 451-459 464 467-479 "
        + "482-483 510-519 523 527 530-539 543 546 550-566 570-580 591-599 631-635 660 662-663 668 691-692 701 "
        + "710-719 722 724 728 730-739 743-746 750-760 762-763 766 768-779 790-799 812-813 816-818 825-827 830-839 "
        + "851-859 870-879 881 883 886-888 891-903 906 908-919 930-939 941 943 951-955 970-979 990-999";

    private static readonly ContextWords PhoneWords =
    [
        "电话", "電話", "手机", "手機", "座机", "座機", "固话", "传真", "傳真", "联系", "聯繫", "聯絡", "致电", "拨打", "来电",
        "热线", "短信", "号码", "tel", "phone", "mobile", "mob", "cell", "call", "fax", "contact", "微信", "whatsapp",
    ];

    private static readonly bool[] Areas = ReadAreas();

    /// <summary>Whether 11 digits begin as an operator's numbers do.</summary>
    public static bool IsMobile(ReadOnlySpan<char> digits) =>
        digits.Length == MobileDigits && digits[0] == '1' && digits[1] switch
        {
            '3' or '8' => true,
            '4' => digits[2] is not '2' and not '3',
            '5' => digits[2] != '4',
            '6' => digits[2] is '2' or '5' or '6' or '7',
            '7' => digits[2] != '9',
            '9' => digits[2] != '4',
            _ => false,
        };

    /// <summary>Whether 11 digits have a mobile's form, whoever their operator.</summary>
    public static bool HasMobileForm(ReadOnlySpan<char> digits) =>
        digits.Length == MobileDigits && digits[0] == '1' && digits[1] is >= '3' and <= '9';

    /// <summary>Whether digits are an area code with its 0 and a local number.</summary>
    public static bool IsLandline(ReadOnlySpan<char> digits) => AreaLength(digits) > 0;

    /// <summary>How long the area code is, with its 0; 0 where digits are no landline.</summary>
    public static int AreaLength(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 10 or > 12 || digits[0] != '0')
        {
            return 0;
        }

        var length = digits[1] is '1' or '2' ? 3 : 4;
        var local = digits[length..];
        var isLocal = local.Length is 7 or 8 && local[0] is >= '2' and <= '9';
        return isLocal && Areas[Calendar.Number(digits[1..length])] ? length : 0;
    }

    /// <summary>Whether the context says phone.</summary>
    public static bool IsNamed(string view, int start) => Context.IsBefore(view, start, 12, PhoneWords);

    /// <summary>
    /// Whether a mobile's groups are cut as people cut them, all alike, or anyhow where the context says phone.
    /// </summary>
    public static bool IsGroupedSo(string view, NumberCluster cluster, int first, int last)
    {
        if (cluster.IsDottedQuad(view, first, last) || cluster.IsAmerican(first, last))
        {
            return false;
        }

        var isNatural = (last - first) switch
        {
            0 => true,
            1 => cluster.LengthOf(first) is 3 or 7 or 5,
            2 => (cluster.LengthOf(first), cluster.LengthOf(first + 1)) is (3, 4) or (3, 3) or (4, 4) or (4, 3),
            3 => (cluster.LengthOf(first), cluster.LengthOf(first + 1)) is (3, 3) or (3, 2),
            _ => true,
        };
        if (!isNatural)
        {
            return IsNamed(view, cluster.StartOf(first));
        }

        var gap = last > first ? cluster.GapAfter(view, first) : default;
        for (var i = first; i < last; i++)
        {
            var isAlike = cluster.GapAfter(view, i).SequenceEqual(gap)
                && cluster.LengthOf(i) <= cluster.LengthOf(first) + 2;
            var isEven = last - first <= 3 || (cluster.LengthOf(i) == cluster.LengthOf(first));
            if (!(isAlike && isEven) || gap.ContainsAny('/', '[', ']'))
            {
                return IsNamed(view, cluster.StartOf(first));
            }
        }

        return true;
    }

    private static bool[] ReadAreas()
    {
        var areas = new bool[1_000];
        foreach (var range in AreaCodes.Split(' '))
        {
            var ends = range.Split('-');
            for (var i = Calendar.Number(ends[0]); i <= Calendar.Number(ends[^1]); i++)
            {
                areas[i] = true;
            }
        }

        return areas;
    }
}
