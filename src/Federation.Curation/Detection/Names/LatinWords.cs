namespace Federation.Curation.Detection.Names;

/// <summary>The words of a text in alphabetic scripts, and what stands between them.</summary>
internal sealed class LatinWords
{
    private static readonly System.Buffers.SearchValues<char> SentenceEnds =
        System.Buffers.SearchValues.Create(".!?\n:\"");

    private const int KeptWordsMax = 1 << 16;

    [ThreadStatic]
    private static LatinWords? _ofThread;

    private readonly List<(int Start, int Length)> _words = [];
    private string _view = "";
    private WordFacts[] _facts = [];

    /// <summary>How many words.</summary>
    public int Count => _words.Count;

    /// <summary>Whether the text has no capital at all, so that capitals tell nothing.</summary>
    public bool IsLowerCase { get; private set; } = true;

    /// <summary>
    /// The words of a view; apostrophes and dashes inside a word are parts of it, but not a genitive. Valid until this
    /// thread asks again.
    /// </summary>
    public static LatinWords OfThread(string view)
    {
        if (_ofThread is null || _ofThread._words.Capacity > KeptWordsMax)
        {
            _ofThread = new LatinWords();
        }

        var words = _ofThread;
        words._words.Clear();
        (words._view, words.IsLowerCase) = (view, true);
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

        words.ForgetFacts();
        return words;
    }

    /// <summary>Whether the tables say something of a word. They are asked once a word, when they must be.</summary>
    public bool Is(int index, WordFacts fact)
    {
        var facts = _facts[index];
        if (facts == WordFacts.None)
        {
            facts = _facts[index] = LatinWordTable.Of(this[index]);
        }

        return (facts & fact) != 0;
    }

    /// <summary>Whether a word ends as surnames do; asked once a word, when it must be.</summary>
    public bool LooksLikeSurname(int index)
    {
        if ((_facts[index] & WordFacts.EndingKnown) == 0)
        {
            var isSurname = EnglishNameTables.LooksLikeSurname(this[index]);
            Is(index, WordFacts.Known);
            _facts[index] |= WordFacts.EndingKnown | (isSurname ? WordFacts.EndsAsSurname : WordFacts.None);
        }

        return (_facts[index] & WordFacts.EndsAsSurname) != 0;
    }

    /// <summary>Whether a name, or the title before one, can begin with a word: most words cannot.</summary>
    public bool CanBegin(int index) => IsLowerCase || IsCapital(index) || Is(index, WordFacts.Title);

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

    /// <summary>Whether a word is a part of a code that has digits too.</summary>
    public bool TouchesDigit(int index)
    {
        var (start, end) = (StartOf(index), EndOf(index));
        return (start > 0 && char.IsAsciiDigit(_view[start - 1]))
            || (end < _view.Length && char.IsAsciiDigit(_view[end]));
    }

    /// <summary>Lets go of the text.</summary>
    public void Release() => _view = "";

    private void ForgetFacts()
    {
        if (_facts.Length < Count)
        {
            _facts = new WordFacts[Math.Max(Count, 2 * _facts.Length)];
        }
        else
        {
            _facts.AsSpan(0, Count).Clear();
        }
    }

    private static bool IsJoint(string view, int at) =>
        view[at] is '\'' or '\u2019' or '-' && at + 1 < view.Length && IsLetter(view[at + 1])
        && !(view[at] != '-' && view[at + 1] is 's' or 'S' && (at + 2 >= view.Length || !IsLetter(view[at + 2])))
        && !(view[at] != '-' && view[at + 1] is 'm' or 'd' or 'l' or 'v' or 'r');

    private static bool IsLetter(char character) =>
        char.IsAsciiLetter(character) || (character is >= '\u00C0' and < '\u0590' && char.IsLetter(character))
        || character is >= '\u1E00' and < '\u2000' || (character is >= '\u0300' and <= '\u036F');
}
