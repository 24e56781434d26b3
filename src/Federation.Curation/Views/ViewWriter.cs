namespace Federation.Curation.Views;

/// <summary>
/// Writes a view that is not as long as the one it is made of, character by character with its origin.
/// </summary>
internal sealed class ViewWriter
{
    private readonly NormalisedView _source;
    private char[] _text;
    private int[] _starts;
    private int[] _ends;
    private int _length;

    public ViewWriter(NormalisedView source)
    {
        _source = source;
        var capacity = source.Text.Length + 16;
        (_text, _starts, _ends) = (new char[capacity], new int[capacity], new int[capacity]);
    }

    /// <summary>Copies characters that stand at the same places as in the source, from one of its places on.</summary>
    public void Copy(ReadOnlySpan<char> characters, int sourceStart)
    {
        Reserve(characters.Length);
        characters.CopyTo(_text.AsSpan(_length));
        _source.CopyPlaces(sourceStart, _starts.AsSpan(_length, characters.Length),
            _ends.AsSpan(_length, characters.Length));
        _length += characters.Length;
    }

    /// <summary>Copies a part of the source as it is.</summary>
    public void CopyPart(string text, int start, int end) => Copy(text.AsSpan(start, end - start), start);

    /// <summary>Writes one character that stands for a part of the source.</summary>
    public void Write(char character, int sourceStart, int sourceLength)
    {
        Reserve(1);
        _text[_length] = character;
        _starts[_length] = _source.StartOf(sourceStart);
        _ends[_length] = _source.EndOf(sourceStart + sourceLength - 1);
        _length++;
    }

    /// <summary>Lets the last character stand for one more place of the source.</summary>
    public void Extend(int sourceIndex)
    {
        if (_length > 0)
        {
            _ends[_length - 1] = _source.EndOf(sourceIndex);
        }
    }

    private void Reserve(int count)
    {
        if (_length + count > _text.Length)
        {
            var size = Math.Max(_length + count, _length * 2);
            Array.Resize(ref _text, size);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _ends, size);
        }
    }

    public NormalisedView ToView() => new(new string(_text, 0, _length), _starts, _ends);
}
