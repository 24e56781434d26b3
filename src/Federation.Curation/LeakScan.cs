using Federation.Curation.Detection;
using Federation.Curation.Views;

namespace Federation.Curation;

/// <summary>
/// The last look at a text before it leaves, with every detector whatever the policy chose, and wider ones beside:
/// what it finds is not cut but held back, so a mistake of a redactor fails closed.
/// </summary>
public static class LeakScan
{
    private const int MobileDigits = 11;

    /// <summary>Whether a text may leave.</summary>
    public static bool IsClean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var view = NormalisedView.Of(text).Text;
        return !Redaction.Detectors.ByName.Values.Any(detector => detector.Find(view).Any())
            && !DigitRun.In(view, " -.").Any(IsMobile)
            && !HoldsAddress(view);
    }

    private static bool IsMobile(DigitRun run) =>
        (run.Digits.Length == MobileDigits && run.Digits[0] == '1' && run.Digits[1] is >= '3' and <= '9')
        || (run.Digits.Length == MobileDigits + 2 && run.Digits.StartsWith("861", StringComparison.Ordinal)
            && run.Digits[3] is >= '3' and <= '9');

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
            if (at > 0 && char.IsAsciiLetterOrDigit(view[at - 1]) && domain.Contains('.'))
            {
                return true;
            }
        }

        return false;
    }
}
