using System.Text;

namespace Federation.Audit;

/// <summary>Gives each text a number, so that a million rows with a few hundred texts hold numbers. 0 is no
/// text.</summary>
internal sealed class TextNumbers
{
    private const int ShortLengthCharacters = 256;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly List<string> _texts = [""];

    public TextNumbers() => _byText = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of a number.</summary>
    public string this[int number] => _texts[number];

    /// <summary>All texts by their numbers.</summary>
    public IReadOnlyList<string> All => _texts;

    /// <summary>The number of a text; -1 where it was never seen.</summary>
    public int Find(string text) => _numbers.GetValueOrDefault(text, -1);

    /// <summary>The number of a text in UTF-8.</summary>
    public int Of(ReadOnlySpan<byte> utf8)
    {
        Span<char> characters = utf8.Length <= ShortLengthCharacters
            ? stackalloc char[utf8.Length]
            : new char[utf8.Length];
        var text = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        if (!_byText.TryGetValue(text, out var number))
        {
            number = _texts.Count;
            _texts.Add(text.ToString());
            _numbers[_texts[^1]] = number;
        }

        return number;
    }
}
