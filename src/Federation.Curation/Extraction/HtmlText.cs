using System.Text;

namespace Federation.Curation.Extraction;

/// <summary>
/// The text that a page of HTML says to its reader: without markup, scripts, navigation and controls.
/// </summary>
/// <remarks>
/// <para>Blocks, cells and line breaks begin lines; white space is one space, lines are trimmed, empty ones left out.
/// In preformatted text the lines of the source stay.</para>
/// <para>Linear in the length of the page, whatever it nests or leaves open; the text is never longer than the
/// page.</para>
/// </remarks>
public sealed class HtmlText
{
    private readonly string _html;
    private readonly StringBuilder _text;
    private readonly char[] _name = new char[HtmlElements.NameCharactersMax];
    private readonly Dictionary<string, int> _asides = new(StringComparer.Ordinal);
    private int _asideDepth;
    private int _storyDepth;
    private int _preformattedDepth;
    private bool _isLineOpen;
    private bool _isSpaceDue;

    private HtmlText(string html) => (_html, _text) = (html, new StringBuilder(html.Length / 2));

    /// <summary>The text of a page.</summary>
    public static string Of(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var reader = new HtmlText(html);
        reader.Read();
        return reader._text.ToString();
    }

    private void Read()
    {
        for (var i = 0; i < _html.Length;)
        {
            var next = _html.AsSpan(i).IndexOf('<');
            next = next < 0 ? _html.Length : i + next;
            Write(_html.AsSpan(i, next - i));
            i = next < _html.Length ? ReadMarkup(next) : next;
        }
    }

    /// <summary>Reads what begins with a less-than sign, and returns where it ends.</summary>
    private int ReadMarkup(int start)
    {
        var rest = _html.AsSpan(start);
        if (rest.StartsWith("<!--"))
        {
            return After(start + 4, "-->");
        }

        if (rest.Length > 1 && rest[1] is '!' or '?')
        {
            return After(start + 2, ">");
        }

        var isEnd = rest.Length > 1 && rest[1] == '/';
        var first = start + (isEnd ? 2 : 1);
        if (first >= _html.Length || !char.IsAsciiLetter(_html[first]))
        {
            Write("<");
            return start + 1;
        }

        var name = NameAt(first);
        var end = EndOfTag(first + name.Length);
        if (isEnd)
        {
            Close(name);
            return end;
        }

        return Open(name, isClosed: _html[end - 2] == '/' && _html[end - 1] == '>') == HtmlRole.Raw
            ? BeforeEndTag(end, name)
            : end;
    }

    private HtmlRole Open(ReadOnlySpan<char> name, bool isClosed)
    {
        var role = HtmlElements.RoleOf(name);
        switch (role)
        {
            case HtmlRole.Aside when !isClosed && !(name is "header" && _storyDepth > 0):
                var key = name.ToString();
                _asides[key] = _asides.GetValueOrDefault(key) + 1;
                _asideDepth++;
                EndLine();
                break;
            case HtmlRole.Body:
                _asides.Clear();
                _asideDepth = 0;
                break;
            case HtmlRole.Story:
                _storyDepth++;
                break;
            case HtmlRole.Preformatted:
                _preformattedDepth++;
                break;
        }

        if (role is not HtmlRole.Inline)
        {
            EndLine();
        }

        return role;
    }

    private void Close(ReadOnlySpan<char> name)
    {
        var role = HtmlElements.RoleOf(name);
        if (role == HtmlRole.Aside && _asides.GetValueOrDefault(name.ToString()) is > 0 and var open)
        {
            _asides[name.ToString()] = open - 1;
            _asideDepth--;
        }

        _storyDepth -= role == HtmlRole.Story && _storyDepth > 0 ? 1 : 0;
        _preformattedDepth -= role == HtmlRole.Preformatted && _preformattedDepth > 0 ? 1 : 0;
        if (role is not HtmlRole.Inline)
        {
            EndLine();
        }
    }

    private void Write(ReadOnlySpan<char> characters)
    {
        if (_asideDepth > 0)
        {
            return;
        }

        for (var i = 0; i < characters.Length;)
        {
            var length = 0;
            var rune = default(Rune);
            if (characters[i] == '&')
            {
                length = CharacterReferences.Read(characters[i..], out rune);
            }

            if (length > 0)
            {
                Write(rune);
                i += length;
            }
            else
            {
                Write(characters[i]);
                i++;
            }
        }
    }

    private void Write(Rune rune)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            Write(unit);
        }
    }

    private void Write(char character)
    {
        if (_preformattedDepth > 0 && character is '\n' or '\r')
        {
            EndLine();
        }
        else if (char.IsWhiteSpace(character))
        {
            _isSpaceDue = _isLineOpen;
        }
        else
        {
            if (!_isLineOpen && _text.Length > 0)
            {
                _text.Append('\n');
            }

            _text.Append(_isSpaceDue ? " " : "").Append(character);
            (_isLineOpen, _isSpaceDue) = (true, false);
        }
    }

    private void EndLine() => (_isLineOpen, _isSpaceDue) = (false, false);

    private ReadOnlySpan<char> NameAt(int first)
    {
        var length = 0;
        while (length < _name.Length && first + length < _html.Length && IsOfName(_html[first + length]))
        {
            _name[length] = char.ToLowerInvariant(_html[first + length]);
            length++;
        }

        return _name.AsSpan(0, length);
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or ':';

    /// <summary>
    /// The end of a tag: a greater-than sign outside quotation marks, or at least some greater-than sign.
    /// </summary>
    private int EndOfTag(int from)
    {
        for (var i = from; i < _html.Length; i++)
        {
            var next = _html.AsSpan(i).IndexOfAny('>', '"', '\'');
            if (next < 0)
            {
                return _html.Length;
            }

            i += next;
            if (_html[i] == '>')
            {
                return i + 1;
            }

            if (_html[i - 1] is '=' or ' ')
            {
                var close = _html.AsSpan(i + 1).IndexOf(_html[i]);
                if (close < 0)
                {
                    return After(i, ">");
                }

                i += close + 1;
            }
        }

        return _html.Length;
    }

    private int After(int from, string mark)
    {
        var place = from < _html.Length ? _html.AsSpan(from).IndexOf(mark) : -1;
        return place < 0 ? _html.Length : from + place + mark.Length;
    }

    /// <summary>Where the end tag of a raw element begins; without one the rest of the page is its content.</summary>
    private int BeforeEndTag(int from, ReadOnlySpan<char> name)
    {
        var mark = $"</{name}";
        var place = _html.AsSpan(from).IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return place < 0 ? _html.Length : from + place;
    }
}
