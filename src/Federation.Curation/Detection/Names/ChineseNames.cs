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
    private const int CompoundWeight = 4;

    /// <summary>Surname and given name are a word.</summary>
    private const int OrdinaryWeight = -7;

    /// <summary>The given name is a word; twice as much behind a surname that is one as well.</summary>
    private const int GivenWordWeight = -2;

    /// <summary>A given name that hardly anybody has, where a name is announced.</summary>
    private const int OddGivenWeight = -2;

    /// <summary>The surname ends a word.</summary>
    private const int BegunWordWeight = -6;

    /// <summary>The last character begins a word.</summary>
    private const int EndedWordWeight = -3;

    /// <summary>What follows makes a place or a firm of it.</summary>
    private const int SuffixWeight = -4;

    /// <summary>In the marks of a title stand works more than persons.</summary>
    private const int TitledWeight = -2;

    /// <summary>The weight of a character that stands in given names first of all.</summary>
    private const int Typical = 2;

    private const int SpeakerWeight = 2;
    private const int KnownNamesMax = 64;
    private const string BeforeNames = "和与由让给找请跟对的是被同将把向像及据邀替";

    public static void Find(string view, List<Hit> hits)
    {
        if (view.AsSpan().IndexOfAnyInRange('\u4e00', '\u9fff') < 0)
        {
            return;
        }

        var foreign = new List<Hit>();
        Transliterations.Find(view, foreign);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var reached = 0;
        for (var i = 0; i + 1 < view.Length; i++)
        {
            if (!ChineseNameTables.CanBegin(view[i]) && !IsCompoundAt(view, i))
            {
                continue;
            }

            var length = BestLength(view, i);
            if (length == 0 || (Transliterations.IsOtherAt(view, i) && !ChineseWords.IsAnnounced(view, i))
                || !Displaces(foreign, ref reached, i, length))
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

        foreach (var hit in foreign.Where(hit => hit.Length > 0))
        {
            hits.Add(hit);
            AddKnown(view, hit, known);
        }

        BracketedNames.Find(view, hits);
        FindAgain(view, known, hits);
    }

    /// <summary>
    /// Whether a name stands against spelled foreign ones that it meets: it takes the place of short ones and of those
    /// that begin inside it, and gives way to a long one that begins no later.
    /// </summary>
    /// <param name="foreign">Those, in order; what a name took the place of has no length.</param>
    /// <param name="reached">The first of them that ends behind the last place that was looked at.</param>
    /// <param name="start">Where the name begins.</param>
    /// <param name="length">How long it is.</param>
    private static bool Displaces(List<Hit> foreign, ref int reached, int start, int length)
    {
        while (reached < foreign.Count && foreign[reached].End <= start)
        {
            reached++;
        }

        for (var i = reached; i < foreign.Count && foreign[i].Start <= start; i++)
        {
            if (foreign[i].Length > length || (foreign[i].Start < start && foreign[i].Length == length))
            {
                return false;
            }
        }

        for (var i = reached; i < foreign.Count && foreign[i].Start < start + length; i++)
        {
            foreign[i] = foreign[i] with { Length = 0 };
        }

        return true;
    }

    /// <summary>Adds a spelled name, and the last part of one with a dot, to what is looked for again.</summary>
    private static void AddKnown(string view, Hit hit, HashSet<string> known)
    {
        var name = view.AsSpan(hit.Start, hit.Length);
        var last = name[(name.LastIndexOfAny(Transliterations.Dot, '-') + 1)..];
        foreach (var part in last.Length < name.Length ? [last.ToString(), name.ToString()] : new[] { name.ToString() })
        {
            if (part.Length > 2 && known.Count < KnownNamesMax && !Transliterations.IsOther(part))
            {
                known.Add(part);
            }
        }
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
        if (surnameLength == 1 && ChineseWords.IsMeasure(view, start))
        {
            return 0;
        }

        var isAnnounced = ChineseWords.IsAnnounced(view, start);
        for (var length = surnameLength + 1; length <= surnameLength + 2 && start + length <= view.Length; length++)
        {
            if (!IsHan(view[start + length - 1]))
            {
                break;
            }

            var score = Score(view, start, surnameLength, length, isAnnounced);
            var isLikelier = bestLength > 0 && ChineseNameTables.GivenName(view[start + length - 1]) > 0;
            score -= isLikelier && IsSmallWordBehind(view, start + length - 1) ? 1 : 0;
            if (score > best || (score == best && isLikelier))
            {
                (best, bestLength) = (score, length);
            }
        }

        return bestLength;
    }

    private static int Score(string view, int start, int surnameLength, int length, bool isAnnounced)
    {
        var (given, end) = (start + surnameLength, start + length);
        var surname = surnameLength == 2 ? CompoundWeight : ChineseNameTables.Surname(view[start]);
        var score = surname + OfGiven(view, given, end, isAnnounced);
        var isForced = isAnnounced && (end == view.Length || !IsHan(view[end]));

        // 欧阳明 is no 欧阳 that is a word, but 黄金 and 于中国 are.
        if (surnameLength == 1 && ChineseLexicon.IsWordAt(view, start))
        {
            score += isForced || (isAnnounced && length > 2) ? OrdinaryWeight / (length > 2 ? 3 : 2) : OrdinaryWeight;
        }

        if (end - given == 2 && !isForced && ChineseLexicon.IsWordAt(view, given))
        {
            score += surname >= ChineseNameTables.Strong ? GivenWordWeight : 2 * GivenWordWeight;
        }

        score += ChineseLexicon.IsWordAt(view, start - 1) ? BegunWordWeight : 0;
        score += ChineseWords.IsAddress(view, given, end - given) ? OrdinaryWeight : 0;
        score += end - given == 2 && !isForced && NameSuffixes.EndsPlace(view[end - 1]) ? SuffixWeight : 0;
        var left = isAnnounced ? AnnouncedWeight : Left(view, start, end, surname);
        score += left + Right(view, end, isFree: left > 0) + (IsApart(view, start, end) ? 2 : 0);
        score += score >= Threshold && Transliterations.IsTitle(view, start, end) ? TitledWeight : 0;
        return score + (IsSpeaker(view, start, end) ? SpeakerWeight : 0);
    }

    /// <summary>Whether the last character is a word that follows names as well, and goes on: 王磊为此, not 王磊为.</summary>
    private static bool IsSmallWordBehind(string view, int last) =>
        ChineseNameTables.GivenName(view[last]) < Typical && last + 1 < view.Length && IsHan(view[last + 1])
        && ChineseWords.FollowerLength(view, last) == 1 && ChineseWords.FollowerLength(view, last + 1) == 0;

    /// <summary>What the characters of a given name weigh; where one is announced, odd ones count less.</summary>
    private static int OfGiven(string view, int start, int end, bool isAnnounced)
    {
        var score = 0;
        for (var i = start; i < end; i++)
        {
            var weight = ChineseNameTables.GivenName(view[i]);
            score += weight < 0 && isAnnounced ? OddGivenWeight : weight;
        }

        // 冰冰 and 圆圆 are names of persons more than of things.
        var isDoubled = end - start == 2 && view[start] == view[start + 1];
        return score + (isDoubled && ChineseNameTables.GivenName(view[start]) >= 1 ? 1 : 0);
    }

    /// <summary>Whether somebody is said to speak: a name at the start of a line, and a colon.</summary>
    private static bool IsSpeaker(string view, int start, int end) =>
        end < view.Length && view[end] == ':' && (start == 0 || view[start - 1] is '\n' or '。' or ' ');

    /// <summary>Whether a word stands by itself among Latin words.</summary>
    private static bool IsApart(string view, int start, int end) =>
        (start == 0 || view[start - 1] is ' ' or ':' or '\n') && end < view.Length && view[end] == ' '
        && start > 1 && end + 1 < view.Length && char.IsAsciiLetter(view[end + 1]);

    /// <summary>What stands before a name: a mark, a small word, the end of a word, or nothing that is known to end.
    /// </summary>
    private static int Left(string view, int start, int end, int surname)
    {
        if (start == 0 || !IsHan(view[start - 1]) || BeforeNames.Contains(view[start - 1]))
        {
            return 1;
        }

        var isStrong = surname >= ChineseNameTables.Strong;
        if (ChineseLexicon.IsWordAt(view, start - 2))
        {
            return isStrong ? 1 : 0;
        }

        var least = end - start > 2 ? 1 : Typical;
        return isStrong && ChineseNameTables.GivenName(view[end - 1]) >= least ? 0 : -1;
    }

    /// <summary>What stands behind a name: a mark, how one is called, a word, or the rest of one.</summary>
    private static int Right(string view, int end, bool isFree)
    {
        if (end >= view.Length || !IsHan(view[end]))
        {
            return 1;
        }

        if (NameSuffixes.IsOfPlaceOrFirm(view, end))
        {
            return SuffixWeight;
        }

        var cut = ChineseLexicon.IsWordAt(view, end - 1) ? EndedWordWeight : 0;
        return ChineseWords.FollowerLength(view, end) switch
        {
            0 when ChineseLexicon.IsWordAt(view, end) => cut + (isFree ? 1 : 0),
            0 => cut - 1,
            1 => cut + 1,
            _ => TitleWeight,
        };
    }

    private static bool IsCompoundAt(string view, int start) =>
        start + 2 < view.Length && IsHan(view[start]) && view[start] != view[start + 1]
        && IsCompoundFirst[view[start]] && CompoundLookup.Contains(view.AsSpan(start, 2));

    private static readonly HashSet<string> Compounds =
        new([.. ChineseNameTables.Compounds, .. JapaneseSurnames.All], StringComparer.Ordinal);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CompoundLookup =
        Compounds.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly bool[] IsCompoundFirst = MakeFirsts();

    private static bool[] MakeFirsts()
    {
        var isFirst = new bool[char.MaxValue + 1];
        foreach (var name in Compounds)
        {
            isFirst[name[0]] = true;
        }

        return isFirst;
    }

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';
}
