using Federation.Curation.Detection;

namespace Federation.Curation.Models;

/// <summary>Reads a text into units and finds the best row of tags for them, in buffers that it keeps.</summary>
/// <remarks>Long texts are tagged in pieces, so that memory does not grow with them.</remarks>
internal sealed class ModelReader
{
    private const int PieceUnitsMax = 2_048;
    private const long Forbidden = long.MinValue / 4;

    private readonly byte[] _from = new byte[PieceUnitsMax * NameTags.Count];
    private byte[] _tags = [];

    /// <summary>The units of the text.</summary>
    public TextUnits Units { get; } = new();

    /// <summary>What the rules took them for.</summary>
    public UnitVotes Votes { get; } = new();

    /// <summary>Reads a part of a text.</summary>
    /// <param name="view">The view.</param>
    /// <param name="hits">What the rules found in it.</param>
    /// <param name="from">Where the part begins.</param>
    /// <param name="to">Where it ends.</param>
    public void Read(string view, List<Hit> hits, int from, int to)
    {
        Units.Read(view, from, to);
        Votes.Read(Units, hits);
        if (_tags.Length < Units.Count)
        {
            _tags = new byte[Math.Max(Units.Count, 2 * _tags.Length)];
        }
    }

    /// <summary>The best tags under a model, one a unit; valid until the next text.</summary>
    /// <param name="weights">A weight for each place and tag.</param>
    /// <param name="transitions">A weight for each tag behind each other.</param>
    public ReadOnlySpan<byte> Tag<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> transitions)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        for (var start = 0; start < Units.Count; start += PieceUnitsMax)
        {
            TagPiece(weights, transitions, start, Math.Min(PieceUnitsMax, Units.Count - start));
        }

        return _tags.AsSpan(0, Units.Count);
    }

    /// <summary>The same for arrays.</summary>
    public ReadOnlySpan<byte> Tag(short[] weights, int[] transitions) =>
        Tag<short>(weights, transitions);

    private void TagPiece<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> transitions, int start, int count)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        Span<int> places = stackalloc int[UnitFeatures.Count];
        Span<long> best = stackalloc long[NameTags.Count];
        Span<long> next = stackalloc long[NameTags.Count];
        best.Fill(Forbidden);
        best[0] = 0; // Before the first unit is nothing.
        for (var i = 0; i < count; i++)
        {
            UnitFeatures.Read(Units, Votes, start + i, NameModel.Bits, places);
            for (var tag = 0; tag < NameTags.Count; tag++)
            {
                next[tag] = BestFrom(best, transitions, tag, out _from[(i * NameTags.Count) + tag]);
            }

            foreach (var place in places)
            {
                var row = weights.Slice(place * NameTags.Count, NameTags.Count);
                for (var tag = 0; tag < row.Length; tag++)
                {
                    next[tag] += long.CreateTruncating(row[tag]);
                }
            }

            next.CopyTo(best);
        }

        var last = 0;
        for (var tag = 1; tag < NameTags.Count; tag++)
        {
            last = best[tag] > best[last] ? tag : last;
        }

        for (var i = count - 1; i >= 0; i--)
        {
            _tags[start + i] = (byte)last;
            last = _from[(i * NameTags.Count) + last];
        }
    }

    private static long BestFrom(ReadOnlySpan<long> best, ReadOnlySpan<int> transitions, int tag, out byte from)
    {
        (from, var score) = ((byte)0, Forbidden);
        for (var before = 0; before < NameTags.Count; before++)
        {
            if (NameTags.MayFollow((NameTag)before, (NameTag)tag) && best[before] > Forbidden / 2
                && best[before] + transitions[(before * NameTags.Count) + tag] > score)
            {
                (from, score) = ((byte)before, best[before] + transitions[(before * NameTags.Count) + tag]);
            }
        }

        return score;
    }
}
