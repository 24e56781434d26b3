using System.Text;

namespace Federation.Curation.Views;

/// <summary>
/// What detectors read instead of the text: full-width, circled, superscript and mathematical digits and letters folded
/// to ASCII, dashes and spaces unified, invisible and bidirectional characters left out. Every character knows where it
/// came from, so that cuts are made in the original. Folds by own tables, never by the process's ICU.
/// </summary>
public sealed class NormalisedView
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    private NormalisedView(string text, int[] starts, int[] ends)
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
        var folded = new StringBuilder(original.Length);
        var starts = new List<int>(original.Length);
        var ends = new List<int>(original.Length);
        for (var i = 0; i < original.Length;)
        {
            var isRune = Rune.TryGetRuneAt(original, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            var character = isRune ? CharacterFold.Fold(rune.Value) : original[i];
            if (character != CharacterFold.LeftOut)
            {
                folded.Append(character);
                starts.Add(i);
                ends.Add(i + length);
            }

            i += length;
        }

        return new NormalisedView(folded.ToString(), [.. starts], [.. ends]);
    }

    /// <summary>Where a part of the view stands in the original, in UTF-16 code units.</summary>
    /// <param name="start">The first character of the part in the view.</param>
    /// <param name="length">How many characters; at least 1.</param>
    public (int Start, int Length) InOriginal(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return (_starts[start], _ends[start + length - 1] - _starts[start]);
    }
}
