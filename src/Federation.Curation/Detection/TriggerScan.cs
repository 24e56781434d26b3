using Federation.Curation.Detection.Numbers;
using Federation.Curation.Detection.Tokens;

namespace Federation.Curation.Detection;

/// <summary>Tries the rules for numbers and addresses at the characters at which one can begin.</summary>
internal struct TriggerScan(string view, List<Hit> hits)
{
    private NumberScan? _numbers;
    private TokenScan? _tokens;
    private Internet6? _internet;
    private ViewWords? _words;

    /// <summary>What brackets and letters that were looked at can belong to.</summary>
    public WordMarks Marks { get; private set; }

    /// <summary>Tries the rules of a character that is a digit or one of <c>@:([xX</c>.</summary>
    /// <returns>Where to look on.</returns>
    public int At(int place)
    {
        switch (view[place])
        {
            case '(' or '[' or 'x' or 'X':
                Marks |= WordMarker.At(view, place);
                return place + 1;
            case '@':
                Email.FindAt(view, place, hits);
                return place + 1;
            case ':':
                (_internet ??= new Internet6(view, hits)).Scan(place);
                return view.AsSpan(place).StartsWith("://", StringComparison.Ordinal)
                    ? Url.FindAt(view, place, hits) : place + 1;
            default:
                return AtNumber(place);
        }
    }

    private ViewWords Words => _words ??= new ViewWords(view);

    /// <summary>Passes over a word with digits that no rule can make anything of.</summary>
    /// <returns>Where to look on; the place itself where rules have to look.</returns>
    public int Pass(int place)
    {
        if ((_tokens is not null && _tokens.HasSeen(place, out var end)) || LinkNumber.IsNothing(view, place, out end))
        {
            return end;
        }

        return ShortWord.Judge(view, place, out end) switch
        {
            ShortWordKind.Nothing => end,
            ShortWordKind.Year when !Words.HasBirthNear(place, end) => end,
            _ => place,
        };
    }

    private int AtNumber(int place)
    {
        if (_numbers is null || _tokens is null)
        {
            (_numbers, _tokens) = (new NumberScan(view, Words, hits), new TokenScan(view, hits));
        }

        _tokens.Scan(place);
        var (lastGroup, end) = _numbers.Scan(place);
        _tokens.Scan(lastGroup);
        return end;
    }
}
