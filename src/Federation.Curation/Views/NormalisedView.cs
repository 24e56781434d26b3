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

    private readonly int[]? _starts;
    private readonly int[]? _ends;

    internal NormalisedView(string text, int[]? starts, int[]? ends)
    {
        Text = text;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>
    /// Folds a text. Total: any string of UTF-16 code units is taken, also one that is not well formed.
    /// </summary>
    public static NormalisedView Of(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (original.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return new NormalisedView(original, null, null);
        }

        var view = new NormalisedView(BackslashEscapes.Blank(original), null, null);
        var (mayHoldEscape, isAscii) = (true, original.AsSpan().IndexOfAnyExcept(Ascii) < 0);
        if (!isAscii)
        {
            view = CharacterFolding.Fold(view, out mayHoldEscape);
        }

        for (var round = 0; round < EscapeRoundsMax && mayHoldEscape; round++)
        {
            if (EscapeDecoding.TryDecode(view) is not { } decoded)
            {
                break;
            }

            view = CharacterFolding.Fold(decoded, out mayHoldEscape);
            isAscii = false;
        }

        return isAscii ? view : SpelledDigits.Fold(view);
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
    internal NormalisedView WithText(string text) => new(text, _starts, _ends);

    /// <summary>Copies where characters of the view stand in the original, from one of them on.</summary>
    internal void CopyPlaces(int from, Span<int> starts, Span<int> ends)
    {
        if (_starts is not null && _ends is not null)
        {
            _starts.AsSpan(from, starts.Length).CopyTo(starts);
            _ends.AsSpan(from, ends.Length).CopyTo(ends);
            return;
        }

        for (var i = 0; i < starts.Length; i++)
        {
            (starts[i], ends[i]) = (from + i, from + i + 1);
        }
    }

    internal int StartOf(int index) => _starts is null ? index : _starts[index];

    internal int EndOf(int index) => _ends is null ? index + 1 : _ends[index];
}
