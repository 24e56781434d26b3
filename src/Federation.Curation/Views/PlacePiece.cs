namespace Federation.Curation.Views;

/// <summary>
/// Characters of a view in a row that stand in a row in the original, or that all come from one part of it.
/// </summary>
/// <param name="At">The first character in the view.</param>
/// <param name="Start">Where it begins in the original.</param>
/// <param name="End">Where all of the piece ends in the original; negative where each character is one there.</param>
internal readonly record struct PlacePiece(int At, int Start, int End)
{
    /// <summary>Says that each character of a piece is one character of the original.</summary>
    public const int EachItsOwn = -1;

    /// <summary>Where the character at a place of the view begins in the original.</summary>
    public int StartOf(int index) => End < 0 ? Start + (index - At) : Start;

    /// <summary>Where the character at a place of the view ends in the original.</summary>
    public int EndOf(int index) => End < 0 ? Start + (index - At) + 1 : End;
}
