namespace Federation.Curation.Detection.Numbers;

/// <summary>
/// Chinese resident identity numbers (GB 11643): region, a real date, checksum mod 11; of 15 digits in context only.
/// </summary>
internal static class ResidentId
{
    /// <summary>What finds those of 18 characters.</summary>
    public const string Rule = "resident-id";

    public const int LengthCharacters = 18;
    public const int OldLengthCharacters = 15;

    /// <summary>No one alive was born before. How late one can be born is for the recipe to say.</summary>
    private const int YearMin = 1850;
    private const int YearMax = Redaction.RedactionRecipe.ReferenceYearMax;
    private const string Checks = "10X98765432";

    private static readonly ContextWords OldContext = ["身份证", "身份證", "证件号", "證件號", "身份号", "id card", "idcard", "sfz"];
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Whether 18 characters are a valid number.</summary>
    public static bool IsValid(ReadOnlySpan<char> number)
    {
        if (number.Length != LengthCharacters || !HasForm(number))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < LengthCharacters - 1; i++)
        {
            sum += (number[i] - '0') * Weights[i];
        }

        return Checks[sum % 11] == char.ToUpperInvariant(number[^1]);
    }

    /// <summary>
    /// Whether characters have region and date of such a number: with a wrong checksum it is no card either.
    /// </summary>
    public static bool HasForm(ReadOnlySpan<char> number) =>
        number.Length == LengthCharacters
        && number[0] is >= '1' and <= '8' && RegionCodes.IsKnown(number)
        && number[..(LengthCharacters - 1)].IndexOfAnyExceptInRange('0', '9') < 0
        && Calendar.IsDay(Calendar.Number(number.Slice(6, 4)), Calendar.Number(number.Slice(10, 2)),
            Calendar.Number(number.Slice(12, 2)), YearMin, YearMax);

    /// <summary>Whether 15 digits can be a number of before 1999, where the context says so.</summary>
    public static bool IsOld(string view, int start, ReadOnlySpan<char> digits) =>
        digits.Length == OldLengthCharacters && RegionCodes.IsKnown(digits)
        && Calendar.IsDay(1900 + Calendar.Number(digits.Slice(6, 2)), Calendar.Number(digits.Slice(8, 2)),
            Calendar.Number(digits.Slice(10, 2)), YearMin, YearMax)
        && Context.IsBefore(view, start, 14, OldContext);

    /// <summary>Finds valid numbers inside a run of more digits than any number has.</summary>
    public static void FindInside(string view, int start, int end, List<Hit> hits)
    {
        for (var i = start; i + LengthCharacters <= end; i++)
        {
            if (IsValid(view.AsSpan(i, LengthCharacters)))
            {
                hits.Add(new Hit(PiiType.ResidentId, i, LengthCharacters, Rule, Hit.Certain));
                i += LengthCharacters - 1;
            }
        }
    }
}
