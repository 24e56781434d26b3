using Federation.Curation.Redaction;

namespace Federation.Curation.Detection;

/// <summary>What stands where something was cut: <c>[EMAIL]</c>, or <c>[EMAIL:cqbnlkdt…]</c> for a pseudonym.</summary>
internal static class Placeholder
{
    private const int PseudonymLetters = 16;
    private const int LengthMax = 40;
    private static readonly System.Buffers.SearchValues<char> Pseudonym =
        System.Buffers.SearchValues.Create(PseudonymKey.Letters);

    /// <summary>The placeholder of a type.</summary>
    public static string Of(PiiType type) => $"[{PiiTypes.NameOf(type)}]";

    /// <summary>Whether a part of a text stands wholly inside one placeholder.</summary>
    public static bool Covers(string text, int start, int end)
    {
        var from = Math.Max(0, start - LengthMax);
        var open = text.AsSpan(from, start - from + 1).LastIndexOf('[');
        if (open < 0)
        {
            return false;
        }

        var rest = text.AsSpan(from + open + 1, Math.Min(LengthMax, text.Length - from - open - 1));
        var close = rest.IndexOf(']');
        if (close < 0 || from + open + 1 + close + 1 < end)
        {
            return false;
        }

        var body = rest[..close];
        var colon = body.IndexOf(':');
        return colon < 0
            ? PiiTypes.IsName(body)
            : PiiTypes.IsName(body[..colon]) && IsPseudonym(body[(colon + 1)..]);
    }

    private static bool IsPseudonym(ReadOnlySpan<char> tail) =>
        tail.Length == PseudonymLetters && tail.IndexOfAnyExcept(Pseudonym) < 0;
}
