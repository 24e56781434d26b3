using Federation.Curation.Decontamination;
using Federation.Curation.Detection;
using Federation.Curation.Text;

namespace Federation.Curation.Crowds;

/// <summary>
/// Cuts a text into spans: so many words in a row, or so many Chinese characters, in any case and width, whatever
/// stands between. None goes over a cut, nor from one script to another; a stretch that is shorter is one span, so that
/// every word is in one.
/// </summary>
/// <param name="words">How many words make a span, from 1.</param>
/// <param name="characters">How many Chinese characters make a span, from 1.</param>
/// <param name="seed">A secret number: who does not know it cannot write one span that passes for another.</param>
/// <remarks>Keeps buffers. Not for several threads at once.</remarks>
public sealed class SpanReader(int words, int characters, ulong seed)
{
    private const ulong Factor = 0x9FB21C651E98DF25;
    private readonly FoldedTokens _tokens = new();

    /// <summary>The spans of a text in the order in which they begin.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cuts">What is cut from it, left to right.</param>
    public IReadOnlyList<TextSpan> Read(string text, IReadOnlyList<Finding> cuts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(cuts);
        _tokens.Read(text);
        var spans = new List<TextSpan>();
        var cut = 0;
        for (var first = 0; first < _tokens.Count;)
        {
            cut = CutAt(cuts, cut, _tokens.Start16(first));
            if (IsCut(cuts, cut, first))
            {
                first++;
                continue;
            }

            var (end, next) = (first + 1, cut < cuts.Count ? cuts[cut].Start16 : int.MaxValue);
            while (end < _tokens.Count && _tokens.Weights[end] == _tokens.Weights[first] && _tokens.End16(end) <= next)
            {
                end++;
            }

            AddStretch(first, end, spans);
            first = end;
        }

        return spans;
    }

    /// <summary>The first cut that does not end before a place.</summary>
    private static int CutAt(IReadOnlyList<Finding> cuts, int from, int place)
    {
        while (from < cuts.Count && cuts[from].Start16 + cuts[from].Length16 <= place)
        {
            from++;
        }

        return from;
    }

    private bool IsCut(IReadOnlyList<Finding> cuts, int cut, int token) =>
        cut < cuts.Count && cuts[cut].Start16 < _tokens.End16(token);

    private void AddStretch(int first, int end, List<TextSpan> spans)
    {
        var isWord = _tokens.Weights[first] == FoldedTokens.WordWeight;
        var length = Math.Min(isWord ? words : characters, end - first);
        for (var start = first; start + length <= end; start++)
        {
            var hash = seed ^ (uint)length;
            for (var token = start; token < start + length; token++)
            {
                hash = SpanHash.Mix((hash * Factor) ^ _tokens.Hashes[token]);
            }

            spans.Add(new TextSpan(hash, _tokens.Start16(start), _tokens.End16(start + length - 1)));
        }
    }
}
