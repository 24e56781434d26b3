using System.Text;
using Federation.Curation.Detection;

namespace Federation.Curation.Redaction;

/// <summary>Values of the same shape that nobody can have: a wrong check digit, a prefix no operator has, a name that
/// never resolves.</summary>
internal static class Surrogates
{
    /// <summary>A surrogate, or null for a type that has no shape that is sure to be invalid.</summary>
    /// <param name="type">What the value is.</param>
    /// <param name="seen">The value as the view has it.</param>
    /// <param name="digest">Hexadecimal digits that the value and the key determine.</param>
    public static string? TryMake(PiiType type, ReadOnlySpan<char> seen, string digest) => type switch
    {
        PiiType.Email => $"user-{DigitsOf(digest)}@example.invalid",
        PiiType.Mobile => Shaped(seen, digest, "10"),
        PiiType.ResidentId or PiiType.CreditCode or PiiType.BankCard => Shaped(seen, digest, "00"),
        _ => null,
    };

    /// <summary>Digits alone: letters of a digest can happen to be a name.</summary>
    private static string DigitsOf(string digest) =>
        string.Concat(digest.Take(8).Select(character => (char)('0' + (character % 10))));

    /// <summary>
    /// The same separators with other digits; the first two are given: no region, department, range or operator has
    /// them.
    /// </summary>
    private static string Shaped(ReadOnlySpan<char> seen, string digest, string head)
    {
        var shaped = new StringBuilder(seen.Length);
        var count = 0;
        foreach (var character in seen)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                shaped.Append(character);
                continue;
            }

            var digit = count < head.Length ? head[count] : (char)('0' + (digest[count % digest.Length] % 10));
            shaped.Append(digit);
            count++;
        }

        return shaped.ToString();
    }
}
