namespace Federation.Curation.Views;

/// <summary>
/// Where characters of a view stand in the original, in pieces: most characters stand as far behind the one before as
/// in the original, so a text with a few escapes needs a few pieces and not two numbers for each character.
/// </summary>
internal sealed class PlaceMap
{
    private readonly PlacePiece[] _pieces;
    private readonly int _count;

    /// <summary>Makes a map of pieces in the order of the view.</summary>
    public PlaceMap(PlacePiece[] pieces, int count) => (_pieces, _count) = (pieces, count);

    /// <summary>How many pieces.</summary>
    public int Count => _count;

    /// <summary>A piece.</summary>
    public PlacePiece this[int piece] => _pieces[piece];

    /// <summary>Where the character at a place of the view begins in the original.</summary>
    public int StartOf(int index) => _pieces[PieceOf(index)].StartOf(index);

    /// <summary>Where the character at a place of the view ends in the original.</summary>
    public int EndOf(int index) => _pieces[PieceOf(index)].EndOf(index);

    /// <summary>The piece of a place, looked for from another piece on: near ones are found at once.</summary>
    public int PieceOf(int index, int near)
    {
        while (_pieces[near].At > index)
        {
            near--;
        }

        while (near + 1 < _count && _pieces[near + 1].At <= index)
        {
            near++;
        }

        return near;
    }

    private int PieceOf(int index)
    {
        var (low, high) = (0, _count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = _pieces[middle].At <= index ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
