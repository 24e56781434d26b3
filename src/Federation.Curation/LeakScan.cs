using Federation.Curation.Detection;
using Federation.Curation.KnownValues;
using Federation.Curation.Redaction;
using Federation.Curation.Views;

namespace Federation.Curation;

/// <summary>
/// The last look at a text before it leaves, for everything that has a form, whatever the policy chose, and wider
/// beside: what it finds is not cut but held back, so a mistake of a redactor fails closed.
/// </summary>
public static class LeakScan
{
    private const int MobileDigits = 11;
    private const string Separators = " -.";

    /// <summary>Whether a text may leave.</summary>
    public static bool IsClean(string text) => IsClean(text, []);

    /// <summary>Whether a text may leave, which holds no known value either.</summary>
    public static bool IsClean(string text, IReadOnlyList<KnownValueIndex> known) =>
        IsClean(text, known, RedactionRecipe.DefaultReferenceYear);

    /// <summary>The same for data of a year, as what cut them was told it.</summary>
    public static bool IsClean(string text, IReadOnlyList<KnownValueIndex> known, int referenceYear)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        var view = NormalisedView.Of(text);
        var hits = new List<Hit>();
        PatternScan.Find(view.Text, hits);
        ReferenceYear.RemoveLater(view.Text, hits, referenceYear);
        foreach (var index in known)
        {
            index.Find(view.Text, hits);
        }

        return (hits.Count == 0 || Resolution.Resolve(view, hits).Count == 0)
            && !HoldsMobile(view.Text) && !HoldsAddress(view.Text);
    }

    /// <summary>Eleven digits of a mobile's form by themselves, however they are cut into groups.</summary>
    private static bool HoldsMobile(string view)
    {
        for (var i = view.AsSpan().IndexOfAnyInRange('0', '9'); i >= 0;)
        {
            var (count, head, j) = (0, 0L, i);
            while (j < view.Length)
            {
                if (char.IsAsciiDigit(view[j]))
                {
                    head = count < MobileDigits + 2 ? (head * 10) + (view[j] - '0') : head;
                    count++;
                }
                else if (!Separators.Contains(view[j]) || j + 1 == view.Length || !char.IsAsciiDigit(view[j + 1]))
                {
                    break;
                }

                j++;
            }

            if ((count == MobileDigits && head is >= 13_000_000_000 and <= 19_999_999_999)
                || (count == MobileDigits + 2 && head is >= 8_613_000_000_000 and <= 8_619_999_999_999))
            {
                return true;
            }

            var offset = j < view.Length ? view.AsSpan(j).IndexOfAnyInRange('0', '9') : -1;
            i = offset < 0 ? -1 : j + offset;
        }

        return false;
    }

    /// <summary>
    /// Anything of the form x@y.z, also around spaces and dots that an e-mail pattern would not take.
    /// </summary>
    private static bool HoldsAddress(string view)
    {
        for (var at = view.IndexOf('@', StringComparison.Ordinal); at >= 0; at = view.IndexOf('@', at + 1))
        {
            var end = at + 1;
            while (end < view.Length && (char.IsAsciiLetterOrDigit(view[end]) || view[end] is '.' or '-'))
            {
                end++;
            }

            var domain = view.AsSpan(at + 1, end - at - 1).Trim('.');
            if (at > 0 && char.IsAsciiLetterOrDigit(view[at - 1]) && domain.Contains('.')
                && !domain.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
