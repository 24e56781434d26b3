using System.Buffers;
using Federation.Curation.Detection.Numbers;
using Federation.Curation.Detection.Tokens;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>
/// Everything that has a form: numbers, codes, addresses, accounts and keys. A few vectorised looks find the characters
/// and words at which something can stand; only there a rule is tried. Linear in the length of the text.
/// </summary>
internal static class PatternScan
{
    private const int IslandDepthMax = 2;

    private static readonly SearchValues<char> Triggers = SearchValues.Create("0123456789@:([xX");
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

    /// <summary>The same without a first look for words: what tests hold it against.</summary>
    internal static void FindPlainly(string view, List<Hit> hits)
    {
        FindTriggered(view, hits);
        FindWords(view, WordMarks.All, hits);
        FindChinese(view, hits);
        FindLong(view, hits, depth: 0);
    }

    private static void Find(string view, List<Hit> hits, int depth)
    {
        var marks = FindTriggered(view, hits);
        FindWords(view, marks | WordMarker.In(view), hits);
        if (!System.Text.Ascii.IsValid(view))
        {
            FindChinese(view, hits);
        }

        FindLong(view, hits, depth);
    }

    private static void FindLong(string view, List<Hit> hits, int depth)
    {
        for (var (start, end) = LongWords.Next(view, 0); end > 0; (start, end) = LongWords.Next(view, end))
        {
            Secret.FindLong(view, start, end, hits);
            if (depth < IslandDepthMax)
            {
                FindInIsland(view, start, end, hits, depth);
            }
        }
    }

    /// <summary>Tries numbers, addresses and the like, and tells what other characters stand in the view.</summary>
    private static WordMarks FindTriggered(string view, List<Hit> hits)
    {
        var marks = WordMarks.None;
        NumberScan? numbers = null;
        TokenScan? tokens = null;
        var words = new ViewWords(view);
        Internet6? internet = null;
        for (var i = 0; i < view.Length;)
        {
            var offset = view.AsSpan(i).IndexOfAny(Triggers);
            if (offset < 0)
            {
                break;
            }

            i += offset;
            switch (view[i])
            {
                case '(' or '[' or 'x' or 'X':
                    marks |= WordMarker.At(view, i++);
                    break;
                case '@':
                    Email.FindAt(view, i++, hits);
                    break;
                case ':':
                    internet ??= new Internet6(view, hits);
                    internet.Scan(i);
                    i = view.AsSpan(i).StartsWith("://", StringComparison.Ordinal) ? Url.FindAt(view, i, hits) : i + 1;
                    break;
                default:
                    tokens ??= new TokenScan(view, words, hits);
                    numbers ??= new NumberScan(view, words, hits);
                    tokens.Scan(i);
                    var (lastGroup, end) = numbers.Scan(i);
                    tokens.Scan(lastGroup);
                    i = end;
                    break;
            }
        }

        return marks;
    }

    /// <summary>Looks for words, each list of them only where one can be there.</summary>
    private static void FindWords(string view, WordMarks marks, List<Hit> hits)
    {
        NamedSecret? secrets = null;
        for (var i = 0; (marks & WordMarks.Secret) != 0 && (i = Next(view, i, SecretNames)) >= 0;)
        {
            i = (secrets ??= new NamedSecret(view, hits)).FindLatin(i);
        }

        secrets = null;
        for (var i = 0; (marks & WordMarks.Other) != 0 && (i = Next(view, i, OtherWords)) >= 0;)
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

        for (var i = view.IndexOf(Secret.Begin, StringComparison.Ordinal); i >= 0;)
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
