namespace Federation.Curation.Detection;

/// <summary>A run of digits, broken by at most one separator between digits.</summary>
/// <param name="Start">Where the first digit stands.</param>
/// <param name="Digits">The digits without separators.</param>
/// <param name="Offsets">Where each digit stands.</param>
internal sealed record DigitRun(int Start, string Digits, IReadOnlyList<int> Offsets)
{
    /// <summary>Where the last digit stands.</summary>
    public int End => Offsets[^1];

    /// <summary>All runs of a view, left to right, with the separators given.</summary>
    public static IEnumerable<DigitRun> In(string view, string separators)
    {
        for (var i = 0; i < view.Length; i++)
        {
            if (!char.IsAsciiDigit(view[i]))
            {
                continue;
            }

            var offsets = new List<int>();
            var j = i;
            while (j < view.Length)
            {
                if (char.IsAsciiDigit(view[j]))
                {
                    offsets.Add(j++);
                }
                else if (separators.Contains(view[j]) && j + 1 < view.Length && char.IsAsciiDigit(view[j + 1]))
                {
                    j++;
                }
                else
                {
                    break;
                }
            }

            yield return new DigitRun(i, string.Concat(offsets.Select(offset => view[offset])), offsets);
            i = offsets[^1];
        }
    }

    /// <summary>A part of the run as start and length in the view.</summary>
    public (int Start, int Length) Span(int first, int count) =>
        (Offsets[first], Offsets[first + count - 1] - Offsets[first] + 1);
}
