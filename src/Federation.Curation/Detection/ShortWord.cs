using Federation.Curation.Detection.Numbers;
using Federation.Curation.Detection.Tokens;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>
/// Tells numbers that no rule can make anything of, as most are: a word of at most four letters and digits that no
/// further digits follow. Every rule needs more, but for the year of a date of birth.
/// </summary>
internal static class ShortWord
{
    private const int LengthMax = 4;

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

        return wordEnd - start > LengthMax || At(text, start - 1) == '-' || GoesOn(text, wordEnd)
            || (wordEnd - start == LengthMax && IsIbanHead(text, start)) ? ShortWordKind.MayBeMore
            : end - place == LengthMax && IsYear(text, place) ? ShortWordKind.Year
            : ShortWordKind.Nothing;
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
        char.IsAsciiLetter(At(text, start)) && char.IsAsciiLetter(At(text, start + 1));

    private static char At(ReadOnlySpan<char> text, int place) =>
        (uint)place >= (uint)text.Length ? '\n'
        : text[place] < '\u0080' ? text[place] : CharacterFold.Plane[text[place]];
}
