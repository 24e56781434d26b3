using System.Buffers;

namespace Federation.Curation.Views;

/// <summary>
/// What detectors read instead of the text: characters folded (full-width, circled, mathematical and other forms, see
/// <c>docs/filter.md</c>), invisible and bidirectional characters left out, HTML entities and <c>\u</c>, <c>\x</c> and
/// % escapes decoded, also inside one another. Every character knows where it came from, so that cuts are made in the
/// original. A text that needs none of that is its own view and costs one vectorised look.
/// </summary>
public sealed class NormalisedView
{
    private const int EscapeRoundsMax = 3;

    /// <summary>ASCII without control characters and without what begins an escape.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i).Except("\\%&"), '\t', '\n', '\v', '\f', '\r']);

    /// <summary>The same with what begins an escape: no character of it is folded.</summary>
    private static readonly SearchValues<char> Ascii = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i), '\t', '\n', '\v', '\f', '\r']);

    internal NormalisedView(string text, PlaceMap? places)
    {
        Text = text;
        Places = places;
    }

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Where characters stand in the original; null where all stand at the same places.</summary>
    internal PlaceMap? Places { get; }

    /// <summary>
    /// Folds a text. Total: any string of UTF-16 code units is taken, also one that is not well formed.
    /// </summary>
    public static NormalisedView Of(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        var plainEnd = original.AsSpan().IndexOfAnyExcept(Plain);
        if (plainEnd < 0)
        {
            return new NormalisedView(original, null);
        }

        var view = new NormalisedView(BackslashEscapes.Blank(original, plainEnd), null);
        var (mayHoldEscape, isAscii) = (true, original.AsSpan(plainEnd).IndexOfAnyExcept(Ascii) < 0);
        if (!isAscii)
        {
            view = CharacterFolding.Fold(view, plainEnd, out mayHoldEscape);
        }

        for (var round = 0; round < EscapeRoundsMax && mayHoldEscape; round++)
        {
            if (EscapeDecoding.TryDecode(view, plainEnd) is not { } decoded)
            {
                break;
            }

            view = CharacterFolding.Fold(decoded, plainEnd, out mayHoldEscape);
            isAscii = false;
        }

        return isAscii ? view : SpelledDigits.Fold(view, plainEnd);
    }

    /// <summary>Where a part of the view stands in the original, in UTF-16 code units.</summary>
    /// <param name="start">The first character of the part in the view.</param>
    /// <param name="length">How many characters; at least 1.</param>
    public (int Start, int Length) InOriginal(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return (StartOf(start), EndOf(start + length - 1) - StartOf(start));
    }

    /// <summary>The same places with other characters.</summary>
    internal NormalisedView WithText(string text) => new(text, Places);

    internal int StartOf(int index) => Places is null ? index : Places.StartOf(index);

    internal int EndOf(int index) => Places is null ? index + 1 : Places.EndOf(index);
}
