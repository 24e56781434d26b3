using System.Buffers;

namespace Federation.Curation.Detection.Numbers;

/// <summary>
/// Tells the number of a page in a link, <c>/12345678.</c> or <c>/12/12345678.</c>: with no word near that names a
/// number no rule makes anything of it, and pages of help are full of them.
/// </summary>
/// <remarks>
/// Eight digits that are no year with month and day, between a slash and a name's ending, can be a phone, a permit, a
/// licence or an account only beside a word that says so; ten over a slash are cut as no number is, and need one too.
/// </remarks>
internal static class LinkNumber
{
    private const int DigitsCount = 8;
    private const int HeadDigits = 2;

    /// <summary>How far before a number, and behind it, words for it may stand by any rule.</summary>
    private const int BeforeMax = 48;
    private const int AfterMax = 12;

    /// <summary>A part of every word that names a number of eight digits.</summary>
    private static readonly SearchValues<string> Names = SearchValues.Create(
        ["tel", "phone", "fax", "call", "cell", "mob", "contact", "reach", "answering", "dial", "whatsapp", "text me",
         "viber", "licen", "office", "home", "work", "qq", "q q"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the digits at a place are such a number.</summary>
    /// <param name="view">A view.</param>
    /// <param name="place">The first of some digits.</param>
    /// <param name="end">The place behind the number.</param>
    public static bool IsNothing(string view, int place, out int end)
    {
        end = EndOf(view, place);
        return end > 0 && !MayBeNamed(view, place, end);
    }

    /// <summary>The place behind a number of this form; 0 where there is none.</summary>
    private static int EndOf(string view, int place)
    {
        if (place == 0 || view[place - 1] != '/')
        {
            return 0;
        }

        var start = IsHead(view, place) ? place + HeadDigits + 1 : place;
        var end = start + DigitsCount;
        var isNumber = end + 1 < view.Length && view[end] == '.' && char.IsAsciiLetter(view[end + 1])
            && view.AsSpan(start, DigitsCount).IndexOfAnyExceptInRange('0', '9') < 0
            && !BirthDate.IsYear(view.AsSpan(start, 4));
        return isNumber ? end : 0;
    }

    /// <summary>Whether two digits and a slash stand before a number.</summary>
    private static bool IsHead(string view, int place) =>
        place + HeadDigits < view.Length && view[place + HeadDigits] == '/'
        && char.IsAsciiDigit(view[place]) && char.IsAsciiDigit(view[place + 1]);

    /// <summary>Whether a word that names numbers, or a character that is not of ASCII, stands near.</summary>
    private static bool MayBeNamed(string view, int place, int end)
    {
        var from = Math.Max(0, place - BeforeMax);
        var near = view.AsSpan(from, Math.Min(view.Length, end + AfterMax) - from);
        return near.ContainsAnyExceptInRange('\0', '\u007F') || near.ContainsAny(Names);
    }
}
