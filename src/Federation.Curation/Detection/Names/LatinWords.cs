namespace Federation.Curation.Detection.Names;

/// <summary>The words of a text in alphabetic scripts, and what stands between them.</summary>
internal sealed class LatinWords
{
    private static readonly System.Buffers.SearchValues<char> SentenceEnds =
        System.Buffers.SearchValues.Create(".!?\n:\"");

    private readonly string _view;
    private readonly List<(int Start, int Length)> _words = [];

    private LatinWords(string view) => _view = view;

    /// <summary>How many words.</summary>
    public int Count => _words.Count;

    /// <summary>Whether the text has no capital at all, so that capitals tell nothing.</summary>
    public bool IsLowerCase { get; private set; } = true;

    /// <summary>
    /// The words of a view; apostrophes and dashes inside a word are parts of it, but not a genitive.
    /// </summary>
    public static LatinWords Of(string view)
    {
        var words = new LatinWords(view);
        for (var i = 0; i < view.Length;)
        {
            if (!IsLetter(view[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < view.Length && (IsLetter(view[i]) || IsJoint(view, i)))
            {
                words.IsLowerCase &= !char.IsUpper(view[i]);
                i++;
            }

            words._words.Add((start, i - start));
        }

        return words;
    }

    /// <summary>A word.</summary>
    public ReadOnlySpan<char> this[int index] => _view.AsSpan(_words[index].Start, _words[index].Length);

    /// <summary>Where a word begins.</summary>
    public int StartOf(int index) => _words[index].Start;

    /// <summary>Where a word ends.</summary>
    public int EndOf(int index) => _words[index].Start + _words[index].Length;

    /// <summary>What stands between a word and the next; to the end of the text behind the last.</summary>
    public ReadOnlySpan<char> GapAfter(int index)
    {
        var end = EndOf(index);
        var next = index + 1 < Count ? StartOf(index + 1) : _view.Length;
        return _view.AsSpan(end, next - end);
    }

    /// <summary>Whether a word begins a sentence or a line.</summary>
    public bool BeginsSentence(int index) =>
        index == 0 || GapAfter(index - 1).ContainsAny(SentenceEnds);

    /// <summary>Whether a word begins with a capital and is not all capitals, or is short.</summary>
    public bool IsCapital(int index) => char.IsUpper(_view[_words[index].Start]);

    private static bool IsJoint(string view, int at) =>
        view[at] is '\'' or '\u2019' or '-' && at + 1 < view.Length && IsLetter(view[at + 1])
        && !(view[at] != '-' && view[at + 1] is 's' or 'S' && (at + 2 >= view.Length || !IsLetter(view[at + 2])))
        && !(view[at] != '-' && view[at + 1] is 'm' or 'd' or 'l' or 'v' or 'r');

    private static bool IsLetter(char character) =>
        char.IsAsciiLetter(character) || (character is >= '\u00C0' and < '\u0590' && char.IsLetter(character))
        || character is >= '\u1E00' and < '\u2000' || (character is >= '\u0300' and <= '\u036F');
}
