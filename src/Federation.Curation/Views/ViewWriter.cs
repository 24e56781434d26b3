using System.Buffers;

namespace Federation.Curation.Views;

/// <summary>
/// Writes a view that is not as long as the one it is made of, part by part with its origin, from the first place of
/// the source to the last.
/// </summary>
internal sealed class ViewWriter
{
    private readonly NormalisedView _source;
    private readonly PlaceMap? _map;
    private char[] _text;
    private int _length;
    private PlacePiece[] _pieces = new PlacePiece[16];
    private int _piecesCount;
    private int _near;

    public ViewWriter(NormalisedView source)
    {
        (_source, _map) = (source, source.Places);
        _text = ArrayPool<char>.Shared.Rent(source.Text.Length + 16);
    }

    /// <summary>Copies characters that stand at the same places as in the source, from one of its places on.</summary>
    public void Copy(ReadOnlySpan<char> characters, int sourceStart)
    {
        if (characters.IsEmpty)
        {
            return;
        }

        Reserve(characters.Length);
        characters.CopyTo(_text.AsSpan(_length));
        if (_map is null)
        {
            AddRun(_length, sourceStart);
        }
        else
        {
            CopyPieces(_map, sourceStart, sourceStart + characters.Length);
        }

        _length += characters.Length;
    }

    /// <summary>Copies a part of the source as it is.</summary>
    public void CopyPart(string text, int start, int end) => Copy(text.AsSpan(start, end - start), start);

    /// <summary>Writes one character that stands for a part of the source.</summary>
    public void Write(char character, int sourceStart, int sourceLength)
    {
        Reserve(1);
        _text[_length] = character;
        var (start, end) = (StartOf(sourceStart), EndOf(sourceStart + sourceLength - 1));
        if (end == start + 1)
        {
            AddRun(_length, start);
        }
        else
        {
            AddPiece(new PlacePiece(_length, start, end));
        }

        _length++;
    }

    /// <summary>Lets the last character stand for one more place of the source.</summary>
    public void Extend(int sourceIndex)
    {
        if (_length == 0)
        {
            return;
        }

        var last = _pieces[_piecesCount - 1];
        var extended = new PlacePiece(_length - 1, last.StartOf(_length - 1), EndOf(sourceIndex));
        _piecesCount -= last.At == _length - 1 ? 1 : 0;
        AddPiece(extended);
    }

    /// <summary>The view; nothing is written any more.</summary>
    public NormalisedView ToView()
    {
        var text = new string(_text, 0, _length);
        ArrayPool<char>.Shared.Return(_text);
        return new NormalisedView(text, new PlaceMap(_pieces, _piecesCount));
    }

    private void CopyPieces(PlaceMap map, int from, int to)
    {
        _near = map.PieceOf(from, _near);
        var written = _length;
        for (var i = from; i < to;)
        {
            var piece = map[_near];
            var end = _near + 1 < map.Count ? int.Min(map[_near + 1].At, to) : to;
            if (piece.End < 0)
            {
                AddRun(written, piece.StartOf(i));
            }
            else
            {
                AddPiece(piece with { At = written });
            }

            written += end - i;
            i = end;
            _near += i < to ? 1 : 0;
        }
    }

    /// <summary>Adds characters that stand in a row in the original, unless they only go on.</summary>
    private void AddRun(int at, int start)
    {
        if (_piecesCount == 0 || _pieces[_piecesCount - 1] is var last && (last.End >= 0 || last.StartOf(at) != start))
        {
            AddPiece(new PlacePiece(at, start, PlacePiece.EachItsOwn));
        }
    }

    private void AddPiece(PlacePiece piece)
    {
        if (_piecesCount == _pieces.Length)
        {
            Array.Resize(ref _pieces, _piecesCount * 2);
        }

        _pieces[_piecesCount++] = piece;
    }

    private int StartOf(int index) => _map is null ? index : Near(_map, index).StartOf(index);

    private int EndOf(int index) => _map is null ? index + 1 : Near(_map, index).EndOf(index);

    private PlacePiece Near(PlaceMap map, int index) => map[_near = map.PieceOf(index, _near)];

    private void Reserve(int count)
    {
        if (_length + count > _text.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + count, _length * 2));
            _text.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_text);
            _text = larger;
        }
    }
}
