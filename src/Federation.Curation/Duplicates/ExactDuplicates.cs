using System.Runtime.InteropServices;
using System.Text;
using Federation.Curation.Quality;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Keeps one of the documents that say the same, and one of the paragraphs: that of the document whose id is first,
/// whatever the order in which documents come.
/// </summary>
/// <remarks>
/// Two passes: every document is added, then each is asked for. Texts are the same whose characters are, but for white
/// space. Memory: some 60 bytes for each distinct document and paragraph.
/// </remarks>
public sealed class ExactDuplicates
{
    private readonly int _paragraphCharactersMin;
    private readonly Dictionary<UInt128, string> _documents = [];
    private readonly Dictionary<UInt128, (string Id, int Place)> _paragraphs = [];
    private readonly TextKey _key = new();

    /// <summary>Makes an empty index.</summary>
    /// <param name="paragraphCharactersMin">
    /// Shorter paragraphs are headings, labels and turns of speech that many documents have in common, and stay; at
    /// least 1.
    /// </param>
    public ExactDuplicates(int paragraphCharactersMin = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paragraphCharactersMin, 1);
        _paragraphCharactersMin = paragraphCharactersMin;
    }

    /// <summary>Adds a document, once.</summary>
    public void Add(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(_documents, _key.Of(text), out var isKnown);
        owner = isKnown && string.CompareOrdinal(owner, id) <= 0 ? owner : id;
        var place = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (IsWeighed(line))
            {
                AddParagraph(_key.Of(line), id, place);
            }

            place++;
        }
    }

    /// <summary>Whether a document that was added is the one to keep among those that say the same.</summary>
    public bool IsKept(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _documents[_key.Of(text)] == id;
    }

    /// <summary>The id of the document that stays among those that say what a document says that was added.</summary>
    public string KeptOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _documents[_key.Of(text)];
    }

    /// <summary>
    /// Where the paragraphs of a document stand that stood before in it or in one of a lower id, left to right.
    /// </summary>
    public IReadOnlyList<(int Start16, int Length16)> RepeatedIn(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var repeated = new List<(int Start16, int Length16)>();
        var place = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (IsWeighed(line) && _paragraphs[_key.Of(line)] != (id, place)
                && text.AsSpan().Overlaps(line, out var start))
            {
                repeated.Add((start, line.Length));
            }

            place++;
        }

        return repeated;
    }

    /// <summary>
    /// A document that was added, without the paragraphs that stand before in it or in a kept one of a lower id.
    /// </summary>
    public string WithoutRepeated(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        var place = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!IsWeighed(line) || _paragraphs[_key.Of(line)] == (id, place))
            {
                kept.Append(kept.Length > 0 || place > 0 ? "\n" : "").Append(line);
            }

            place++;
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    private void AddParagraph(UInt128 key, string id, int place)
    {
        ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(_paragraphs, key, out var isKnown);
        var order = isKnown ? string.CompareOrdinal(owner.Id, id) : 1;
        owner = order < 0 || (order == 0 && owner.Place <= place) ? owner : (id, place);
    }

    private bool IsWeighed(ReadOnlySpan<char> line) => Lines.Trim(line).Length >= _paragraphCharactersMin;
}
