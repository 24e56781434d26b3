using System.Buffers;
using Federation.Curation.Detection.Tokens;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>
/// Everything that has a form: numbers, codes, addresses, accounts and keys. One vectorised look finds the characters
/// at which something can stand, another the words; only there a rule is tried. Linear in the length of the text.
/// </summary>
internal static class PatternScan
{
    private const int IslandDepthMax = 2;

    private static readonly SearchValues<char> ChineseTriggers = SearchValues.Create("信密口钥鑰");
    private static readonly SearchValues<string> ShortWords = SearchValues.Create(
        ["vx", "wx"], StringComparison.OrdinalIgnoreCase);

    /// <summary>At most eight a set: those are looked for at once.</summary>
    private static readonly SearchValues<string> SecretNames = SearchValues.Create(
        ["passw", "passph", "pwd", "secret", "token", "bearer", "credential", "apikey"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> OtherWords = SearchValues.Create(
        ["wechat", "weixin", "(at)", "[at]", "_key", "-key", "accesskey", "appkey"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds every hit in a view, in no order; hits may overlap.</summary>
    public static void Find(string view, List<Hit> hits) => Find(view, hits, depth: 0);

    /// <summary>
    /// Whether a look at an original tells that its view has no hit: most short texts need no view at all.
    /// </summary>
    public static bool IsNothingIn(string original)
    {
        var skim = new Skim(original, isOriginal: true);
        var hasYear = false;
        for (var done = 0; skim.MoveNext(out var place);)
        {
            if (place < done)
            {
                continue;
            }

            var character = CharacterFold.Plane[original[place]];
            var kind = char.IsAsciiDigit(character) && !IsBehindColon(original, place)
                ? ShortWord.Judge(original, place, out done) : ShortWordKind.MayBeMore;
            if (kind == ShortWordKind.MayBeMore)
            {
                return false;
            }

            hasYear |= kind == ShortWordKind.Year;
        }

        return !(skim.NeedsView || skim.HasDashes || skim.HasChineseMark || skim.LongWords is not null
            || (hasYear && original.AsSpan().ContainsAny('生', '诞', '誕'))) && !SpelledDigits.AreIn(original);
    }

    private static bool IsBehindColon(string original, int place) =>
        place > 0 && CharacterFold.Plane[original[place - 1]] == ':';

    /// <summary>The same character by character, without a first look: what tests hold it against.</summary>
    internal static void FindPlainly(string view, List<Hit> hits)
    {
        var triggers = new TriggerScan(view, hits);
        for (var i = 0; i < view.Length;)
        {
            i = char.IsAsciiDigit(view[i]) || "@:([xX".Contains(view[i]) ? triggers.At(i) : i + 1;
        }

        FindWords(view, WordMarks.All, from: 0, hasDashes: true, hits);
        FindChinese(view, hits);
        var longWords = new List<(int Start, int End)>();
        for (var i = 0; i < view.Length; i++)
        {
            var end = i;
            while (end < view.Length && Secret.IsPart(view[end]))
            {
                end++;
            }

            if (end - i >= Secret.LengthMin)
            {
                longWords.Add((i, end));
            }

            i = end;
        }

        FindLong(view, longWords, hits, depth: 0);
    }

    private static void Find(string view, List<Hit> hits, int depth)
    {
        var skim = new Skim(view);
        var triggers = new TriggerScan(view, hits);
        var done = 0;
        while (skim.MoveNext(out var place))
        {
            var before = place > 0 ? view[place - 1] : ' ';
            if (before is ':' || (before is '(' or '[' && view[place] is 'a' or 'A'))
            {
                triggers.At(place - 1);
            }

            if (place >= done && view[place] is (>= '0' and <= '9') or '@' or 'x' or 'X')
            {
                var passed = char.IsAsciiDigit(view[place]) ? triggers.Pass(place) : place;
                done = passed > place ? passed : triggers.At(place);
            }
        }

        var (marks, from) = skim.HasWord ? WordMarker.In(view) : (WordMarks.None, 0);
        from = triggers.Marks == WordMarks.None ? from : 0;
        FindWords(view, triggers.Marks | marks, from, skim.HasDashes, hits);
        if (skim.HasChineseMark)
        {
            FindChinese(view, hits);
        }

        if (skim.LongWords is { } longWords)
        {
            FindLong(view, longWords, hits, depth);
        }
    }

    private static void FindLong(string view, List<(int Start, int End)> longWords, List<Hit> hits, int depth)
    {
        foreach (var (start, end) in longWords)
        {
            Secret.FindLong(view, start, end, hits);
            if (depth < IslandDepthMax)
            {
                FindInIsland(view, start, end, hits, depth);
            }
        }
    }

    /// <summary>Looks for words, each list of them only where one can be there.</summary>
    private static void FindWords(string view, WordMarks marks, int from, bool hasDashes, List<Hit> hits)
    {
        NamedSecret? secrets = null;
        for (var i = from; (marks & WordMarks.Secret) != 0 && (i = Next(view, i, SecretNames)) >= 0;)
        {
            i = (secrets ??= new NamedSecret(view, hits)).FindLatin(i);
        }

        secrets = null;
        for (var i = from; (marks & WordMarks.Other) != 0 && (i = Next(view, i, OtherWords)) >= 0;)
        {
            i = view[i] switch
            {
                '(' or '[' => FindSpelled(view, i, hits),
                'w' or 'W' => Accounts.FindLatin(view, i, hits),
                _ => (secrets ??= new NamedSecret(view, hits)).FindLatin(i),
            };
        }

        for (var i = 0; (marks & WordMarks.Short) != 0 && (i = Next(view, i, ShortWords)) >= 0;)
        {
            i = Accounts.FindLatin(view, i, hits);
        }

        for (var i = hasDashes ? view.IndexOf(Secret.Begin, StringComparison.Ordinal) : -1; i >= 0;)
        {
            var next = Secret.FindPem(view, i, hits);
            i = next < view.Length ? view.IndexOf(Secret.Begin, next, StringComparison.Ordinal) : -1;
        }
    }

    private static int Next(string view, int from, SearchValues<string> words)
    {
        var offset = from < view.Length ? view.AsSpan(from).IndexOfAny(words) : -1;
        return offset < 0 ? -1 : from + offset;
    }

    private static int FindSpelled(string view, int open, List<Hit> hits)
    {
        Email.FindSpelled(view, open, hits);
        return open + 4;
    }

    private static void FindChinese(string view, List<Hit> hits)
    {
        NamedSecret? secrets = null;
        for (var i = 0; i < view.Length; i++)
        {
            var offset = view.AsSpan(i).IndexOfAny(ChineseTriggers);
            if (offset < 0)
            {
                return;
            }

            i += offset;
            if (view[i] == '信')
            {
                Accounts.FindChinese(view, i, hits);
            }
            else
            {
                (secrets ??= new NamedSecret(view, hits)).FindChinese(i);
            }
        }
    }

    /// <summary>What is found inside an island is cut as the whole island.</summary>
    private static void FindInIsland(string view, int start, int end, List<Hit> hits, int depth)
    {
        if (Base64Island.TryDecode(view.AsSpan(start, end - start)) is not { } text)
        {
            return;
        }

        var inside = new List<Hit>();
        Find(NormalisedView.Of(text).Text, inside, depth + 1);
        if (inside.Count > 0)
        {
            hits.Add(new Hit(inside[0].Type, start, end - start, "base64", inside[0].ConfidencePercent));
        }
    }
}
