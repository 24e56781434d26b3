namespace Federation.Curation.Detection.Names;

/// <summary>
/// Names of persons in Chinese: a surname, one or two characters of a given name, and what stands around them, weighed
/// together. A name that is sure once is taken wherever it stands in the text.
/// </summary>
internal static class ChineseNames
{
    private const int Threshold = 6;
    private const int AnnouncedWeight = 5;
    private const int TitleWeight = 4;
    private const int OrdinaryWeight = -7;
    private const int KnownNamesMax = 64;

    public static void Find(string view, List<Hit> hits)
    {
        if (view.AsSpan().IndexOfAnyInRange('\u4e00', '\u9fff') < 0)
        {
            return;
        }

        Transliterations.Find(view, hits);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < view.Length; i++)
        {
            if (!ChineseNameTables.CanBegin(view[i]) && !IsCompoundAt(view, i))
            {
                continue;
            }

            var length = BestLength(view, i);
            if (length == 0)
            {
                continue;
            }

            hits.Add(new Hit(PiiType.Person, i, length, "name", 80));
            if (length > 2 && known.Count < KnownNamesMax)
            {
                known.Add(view.Substring(i, length));
            }

            i += length - 1;
        }

        FindAgain(view, known, hits);
    }

    private static void FindAgain(string view, HashSet<string> known, List<Hit> hits)
    {
        foreach (var name in known)
        {
            for (var i = view.IndexOf(name, StringComparison.Ordinal); i >= 0;
                i = view.IndexOf(name, i + name.Length, StringComparison.Ordinal))
            {
                hits.Add(new Hit(PiiType.Person, i, name.Length, "name-again", 70));
            }
        }
    }

    private static int BestLength(string view, int start)
    {
        var surnameLength = IsCompoundAt(view, start) ? 2 : 1;
        var (best, bestLength) = (Threshold - 1, 0);
        var isAnnounced = ChineseWords.IsAnnounced(view, start);
        for (var length = surnameLength + 1; length <= surnameLength + 2 && start + length <= view.Length; length++)
        {
            if (!IsHan(view[start + length - 1]))
            {
                break;
            }

            var score = Score(view, start, surnameLength, length, isAnnounced);
            if (score > best || (score == best && bestLength > 0))
            {
                (best, bestLength) = (score, length);
            }
        }

        return bestLength;
    }

    private static int Score(string view, int start, int surnameLength, int length, bool isAnnounced)
    {
        var score = surnameLength == 2 ? 4 : ChineseNameTables.Surname(view[start]);
        for (var i = start + surnameLength; i < start + length; i++)
        {
            score += ChineseNameTables.GivenName(view[i]);
        }

        // 冰冰 and 圆圆 are names of persons more than of things.
        var isDoubled = length - surnameLength == 2 && view[start + surnameLength] == view[start + surnameLength + 1];
        score += isDoubled && ChineseNameTables.GivenName(view[start + surnameLength]) >= 1 ? 1 : 0;

        // 欧阳明 is no 欧阳 that is a word, but 黄金 and 于中国 are.
        var isWord = (surnameLength == 1 && ChineseWords.IsOrdinary(view[start], view[start + 1]))
            || (length - surnameLength == 2
                && ChineseWords.IsOrdinary(view[start + surnameLength], view[start + surnameLength + 1]));
        var isForced = isAnnounced && (start + length == view.Length || !IsHan(view[start + length]));
        score += isWord ? (isForced || (isAnnounced && length > 2) ? OrdinaryWeight / 3 : OrdinaryWeight) : 0;
        score += ChineseWords.IsClosed(view, start) || ChineseWords.IsAddress(view, start + surnameLength, length
            - surnameLength) ? OrdinaryWeight : 0;
        score += isAnnounced ? AnnouncedWeight : Left(view, start);
        return score + Right(view, start + length) + (IsApart(view, start, start + length) ? 2 : 0);
    }

    /// <summary>Whether a word stands by itself among Latin words.</summary>
    private static bool IsApart(string view, int start, int end) =>
        (start == 0 || view[start - 1] is ' ' or ':' or '\n') && end < view.Length && view[end] == ' '
        && start > 1 && end + 1 < view.Length && char.IsAsciiLetter(view[end + 1]);

    private static int Left(string view, int start) =>
        start == 0 || !IsHan(view[start - 1]) ? 1
        : view[start - 1] is '和' or '与' or '由' or '让' or '给' or '找' or '请' or '跟' or '对' or '的' or '是' or '被' or '同' ? 1
        : 0;

    private static int Right(string view, int end)
    {
        if (end >= view.Length || !IsHan(view[end]))
        {
            return 1;
        }

        return ChineseWords.FollowerLength(view, end) switch
        {
            0 => -1,
            1 => 1,
            _ => TitleWeight,
        };
    }

    private static bool IsCompoundAt(string view, int start) =>
        start + 2 < view.Length && IsHan(view[start]) && view[start] != view[start + 1]
        && CompoundFirsts.Contains(view[start]) && ChineseNameTables.Compounds.Contains(view.Substring(start, 2));

    private static readonly HashSet<char> CompoundFirsts = [.. ChineseNameTables.Compounds.Select(name => name[0])];

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';
}
