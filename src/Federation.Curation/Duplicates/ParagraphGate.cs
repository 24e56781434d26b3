using System.Text;
using Federation.Curation.Quality;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Cuts paragraphs out of a text that stood before: in the text itself, or in one that left earlier. Paragraphs are the
/// same whose characters are, but for white space; a paragraph is a line.
/// </summary>
/// <remarks>
/// What is cut depends on what left before alone, so the head of an order is the same however far it is read. Memory:
/// some 40 bytes a paragraph that left. Not for several threads at once.
/// </remarks>
/// <param name="charactersMin">
/// Shorter paragraphs are headings, labels and turns of speech that many texts have in common, and stay; at least 1.
/// </param>
public sealed class ParagraphGate(int charactersMin = ParagraphGate.CharactersMin)
{
    /// <summary>From how many characters on a paragraph is weighed, where nothing else is said.</summary>
    public const int CharactersMin = 40;

    private readonly TextKey _key = new();
    private readonly HashSet<UInt128> _left = [];
    private readonly HashSet<UInt128> _pending = [];

    /// <summary>The text without the paragraphs that stood before, each cut with the line end behind it.</summary>
    public string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _pending.Clear();
        StringBuilder? kept = null;
        var rest = text.AsSpan();
        var copied = 0;
        while (!rest.IsEmpty)
        {
            var start = text.Length - rest.Length;
            var line = Lines.Next(ref rest);
            if (Lines.Trim(line).Length < charactersMin)
            {
                continue;
            }

            var key = _key.Of(line);
            if (_left.Contains(key) || !_pending.Add(key))
            {
                (kept ??= new StringBuilder(text.Length)).Append(text, copied, start - copied);
                copied = text.Length - rest.Length;
            }
        }

        return kept is null ? text : kept.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The text that was cut last left with its record: its paragraphs may not follow.</summary>
    public void Accept() => _left.UnionWith(_pending);
}
