using Federation.Curation.Detection.Numbers;
using Federation.Curation.Detection.Tokens;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>
/// Tells numbers that no rule can make anything of, as most are: a word of at most four letters and digits, or of
/// at most three digits, that no further digits follow, and short decimal fractions. Every rule needs more, but for the
/// year of a date of birth.
/// </summary>
internal static class ShortWord
{
    private const int LengthMax = 4;
    private const int WordLengthMax = 24;
    private const int WordDigitsMax = 3;

    /// <summary>Whether no rule finds anything in the word around a digit.</summary>
    /// <param name="text">A view, or an original whose characters all fold to one.</param>
    /// <param name="place">The first of some digits.</param>
    /// <param name="end">The place behind the last of them.</param>
    /// <returns>Whether it is nothing, nothing unless it is the year of a date of birth, or may be more.</returns>
    public static ShortWordKind Judge(ReadOnlySpan<char> text, int place, out int end)
    {
        end = place + 1;
        while (char.IsAsciiDigit(At(text, end)) && end - place <= LengthMax)
        {
            end++;
        }

        var (start, wordEnd) = (place, end);
        while (wordEnd - start <= LengthMax && char.IsAsciiLetterOrDigit(At(text, wordEnd)))
        {
            wordEnd++;
        }

        while (wordEnd - start <= LengthMax && char.IsAsciiLetterOrDigit(At(text, start - 1)))
        {
            start--;
        }

        return wordEnd - start > LengthMax ? JudgeLonger(text, start, wordEnd)
            : At(text, start - 1) == '-' || (GoesOn(text, wordEnd) && !IsDecimal(text, start, wordEnd))
                || (wordEnd - start == LengthMax && IsIbanHead(text, start)) ? ShortWordKind.MayBeMore
            : end - place == LengthMax && IsYear(text, place) ? ShortWordKind.Year
            : ShortWordKind.Nothing;
    }

    /// <summary>
    /// A longer word with at most three digits, such as a name with a number, is too little for every rule but those of
    /// plates, account numbers and what goes on behind it.
    /// </summary>
    private static ShortWordKind JudgeLonger(ReadOnlySpan<char> text, int start, int end)
    {
        var (from, digits) = (start, 0);
        for (var i = start; i < end; i++)
        {
            digits += char.IsAsciiDigit(At(text, i)) ? 1 : 0;
        }

        for (char next; digits <= WordDigitsMax && char.IsAsciiLetterOrDigit(next = At(text, end)); end++)
        {
            digits += char.IsAsciiDigit(next) ? 1 : end - start > WordLengthMax ? WordDigitsMax : 0;
        }

        for (char next; digits <= WordDigitsMax && char.IsAsciiLetterOrDigit(next = At(text, from - 1)); from--)
        {
            digits += char.IsAsciiDigit(next) ? 1 : end - from > WordLengthMax ? WordDigitsMax : 0;
        }

        return digits > WordDigitsMax || At(text, from - 1) == '-'
            || GoesOn(text, end) || IsIbanHead(text, from)
            || CanBePlate(text, from) ? ShortWordKind.MayBeMore : ShortWordKind.Nothing;
    }

    /// <summary>Whether a province stands where one of a plate can: up to a letter and two separators before.</summary>
    private static bool CanBePlate(ReadOnlySpan<char> text, int start)
    {
        for (var before = 1; before <= Plate.HeadLengthMax; before++)
        {
            if (Plate.IsProvince(At(text, start - before)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a word goes on as a decimal fraction does, with at most three digits on either side, and ends.
    /// </summary>
    private static bool IsDecimal(ReadOnlySpan<char> text, int start, int end)
    {
        if (end - start > WordDigitsMax || At(text, end) != '.' || !char.IsAsciiDigit(At(text, end - 1))
            || !char.IsAsciiDigit(At(text, start)))
        {
            return false;
        }

        var to = end + 1;
        while (to - end <= WordDigitsMax && char.IsAsciiDigit(At(text, to)))
        {
            to++;
        }

        return to > end + 1 && !char.IsAsciiLetterOrDigit(At(text, to)) && !GoesOn(text, to);
    }

    private static bool IsYear(ReadOnlySpan<char> text, int place) => Numbers.BirthDate.IsYear(
        [At(text, place), At(text, place + 1), At(text, place + 2), At(text, place + 3)]);

    /// <summary>Whether digits, a part of a hardware address or the last character of a plate follow.</summary>
    private static bool GoesOn(ReadOnlySpan<char> text, int end)
    {
        var after = At(text, end);
        if (after is '-' or '.' && char.IsAsciiLetterOrDigit(At(text, end + 1)))
        {
            return true;
        }

        var next = end;
        while (next - end < NumberCluster.SeparatorsMax && NumberCluster.IsSeparator(At(text, next)))
        {
            next++;
        }

        return (next > end && char.IsAsciiDigit(At(text, next))) || Plate.IsSuffix(after);
    }

    private static bool IsIbanHead(ReadOnlySpan<char> text, int start) =>
        char.IsAsciiLetter(At(text, start)) && char.IsAsciiLetter(At(text, start + 1))
        && char.IsAsciiDigit(At(text, start + 2)) && char.IsAsciiDigit(At(text, start + 3));

    private static char At(ReadOnlySpan<char> text, int place) =>
        (uint)place >= (uint)text.Length ? '\n'
        : text[place] < '\u0080' ? text[place] : CharacterFold.Plane[text[place]];
}
