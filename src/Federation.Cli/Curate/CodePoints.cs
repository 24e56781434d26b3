namespace Federation.Cli.Curate;

/// <summary>Turns offsets in UTF-16 code units into offsets in Unicode code points, walking the text once.</summary>
internal sealed class CodePoints(string text)
{
    private int _position16;
    private int _codePoints;

    /// <summary>The code point at an offset; offsets must not fall from call to call.</summary>
    public int At(int offset16)
    {
        for (; _position16 < offset16; _position16++)
        {
            var isSecondHalf = char.IsLowSurrogate(text[_position16]) && _position16 > 0
                && char.IsHighSurrogate(text[_position16 - 1]);
            _codePoints += isSecondHalf ? 0 : 1;
        }

        return _codePoints;
    }
}
