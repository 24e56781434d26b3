using System.Text.RegularExpressions;

namespace Federation.Curation.Tests.Quality;

/// <summary>
/// The same counts as the meter's, the slow way: every n-gram is a string, every set a set of strings.
/// </summary>
internal static partial class PlainCounts
{
    public static List<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    public static int Top(List<string> words, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<string>();
        for (var i = 0; i + n <= words.Count; i++)
        {
            var gram = string.Join(' ', words.GetRange(i, n));
            if (!counts.TryGetValue(gram, out var count))
            {
                order.Add(gram);
            }

            counts[gram] = count + 1;
        }

        return order.Count == 0 ? 0 : order.MaxBy(gram => counts[gram]) is var best ? best!.Length * counts[best] : 0;
    }

    /// <summary>Characters of repeated n-grams.</summary>
    /// <param name="words">The words.</param>
    /// <param name="n">How many words each has.</param>
    /// <param name="cut">What stands between words where the same characters in other words are not the same.</param>
    public static int Repeated(List<string> words, int n, char? cut = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var characters = 0;
        for (var i = 0; i + n <= words.Count;)
        {
            var gram = string.Join(cut?.ToString(), words.GetRange(i, n));
            if (seen.Add(gram))
            {
                i++;
            }
            else
            {
                characters += gram.Length - (cut is null ? 0 : n - 1);
                i += n;
            }
        }

        return characters;
    }

    [GeneratedRegex(@"[一-鿿]|[^\W一-鿿]+|[^\w\s]")]
    private static partial Regex Word();
}
