using System.Globalization;
using System.Text;
using Federation.Curation.Detection;

namespace Federation.Curation.Redaction;

/// <summary>Makes what stands in the place of a cut.</summary>
internal sealed class Replacement(RedactionRecipe recipe)
{
    /// <summary>How a type is treated.</summary>
    public Transform Of(PiiType type) => recipe.Transforms.GetValueOrDefault(type, Transform.Label);

    /// <summary>What stands in the place of a value.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="value">As it stands in the original.</param>
    /// <param name="seen">As the view has it.</param>
    public string Text(PiiType type, ReadOnlySpan<char> value, ReadOnlySpan<char> seen) => Of(type) switch
    {
        Transform.Erase or Transform.DropRecord => "",
        Transform.Mask => Mask(value),
        Transform.Pseudonym => $"[{PiiTypes.NameOf(type)}:{recipe.Key!.Of(PiiTypes.NameOf(type), Canonical(seen))}]",
        Transform.Surrogate => Surrogates.TryMake(type, seen, Digits(type, seen)) ?? Placeholder.Of(type),
        Transform.Generalise => Generalise(type, seen),
        _ => Placeholder.Of(type),
    };

    private string Digits(PiiType type, ReadOnlySpan<char> seen) =>
        recipe.Key!.Of("surrogate " + PiiTypes.NameOf(type), Canonical(seen));

    private static string Mask(ReadOnlySpan<char> value)
    {
        var masked = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value > 0x2000)
            {
                masked.Append('*');
            }
            else
            {
                masked.Append(rune.ToString());
            }
        }

        return masked.ToString();
    }

    /// <summary>Letters and digits in one case: spellings of one value have one pseudonym.</summary>
    private static string Canonical(ReadOnlySpan<char> seen)
    {
        var canonical = new StringBuilder(seen.Length);
        foreach (var character in seen)
        {
            if (char.IsLetterOrDigit(character) || character is '@')
            {
                canonical.Append(char.ToUpperInvariant(character));
            }
        }

        return canonical.ToString();
    }

    private static string Generalise(PiiType type, ReadOnlySpan<char> seen)
    {
        var canonical = Canonical(seen);
        var name = PiiTypes.NameOf(type);
        if (type == PiiType.ResidentId && canonical.Length == 18)
        {
            return string.Create(CultureInfo.InvariantCulture, $"[{name}:{canonical[..2]},{canonical[6..9]}0s]");
        }

        if (type == PiiType.BirthDate && YearOf(seen) is { } year)
        {
            return string.Create(CultureInfo.InvariantCulture, $"[{name}:{year}]");
        }

        return Placeholder.Of(type);
    }

    private static string? YearOf(ReadOnlySpan<char> seen)
    {
        for (var i = 0; i + 4 <= seen.Length; i++)
        {
            if (seen.Slice(i, 4).IndexOfAnyExceptInRange('0', '9') < 0 && seen[i] is '1' or '2')
            {
                return seen.Slice(i, 4).ToString();
            }
        }

        return null;
    }
}
