using Federation.Curation.Text;

namespace Federation.Curation.Models;

/// <summary>What a model weighs at a unit: words, classes and votes of the unit and its neighbours, hashed.</summary>
internal static class UnitFeatures
{
    /// <summary>How many features a unit has.</summary>
    public const int Count = 22;

    /// <summary>Changes whenever a feature does: a model of another version means something else.</summary>
    public const byte Version = 1;

    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>Writes the places of the features of a unit in a table.</summary>
    /// <param name="units">The units.</param>
    /// <param name="votes">What the rules took them for.</param>
    /// <param name="i">The unit.</param>
    /// <param name="bits">The table has 2 to the power of so many places.</param>
    /// <param name="places">Takes <see cref="Count"/> places.</param>
    public static void Read(TextUnits units, UnitVotes votes, int i, int bits, Span<int> places)
    {
        var (w0, w1, w2) = (units.WordAt(i), units.WordAt(i + 1), units.WordAt(i + 2));
        var (v1, v2) = (units.WordAt(i - 1), units.WordAt(i - 2));
        ulong c0 = units.ClassAt(i), c1 = units.ClassAt(i + 1), c2 = units.ClassAt(i + 2);
        ulong b1 = units.ClassAt(i - 1), b2 = units.ClassAt(i - 2);
        ulong vote = votes.At(i), around = (votes.At(i - 1) << 8) | votes.At(i + 1);
        var shift = 64 - bits;
        places[0] = 0;
        places[1] = Place(1, w0, 0, shift);
        places[2] = Place(2, v1, 0, shift);
        places[3] = Place(3, w1, 0, shift);
        places[4] = Place(4, v2, 0, shift);
        places[5] = Place(5, w2, 0, shift);
        places[6] = Place(6, v1, w0, shift);
        places[7] = Place(7, w0, w1, shift);
        places[8] = Place(8, v1, w1, shift);
        places[9] = Place(9, v2, v1, shift);
        places[10] = Place(10, c0, 0, shift);
        places[11] = Place(11, b1, c0, shift);
        places[12] = Place(12, c0, c1, shift);
        places[13] = Place(13, (b1 << 16) | c0, c1, shift);
        places[14] = Place(14, (c0 << 16) | c1, c2, shift);
        places[15] = Place(15, (b2 << 16) | b1, c0, shift);
        places[16] = Place(16, v1, (c0 << 16) | c1, shift);
        places[17] = Place(17, (c0 << 16) | c1, w2, shift);
        places[18] = Place(18, vote, 0, shift);
        places[19] = Place(19, vote, c0, shift);
        places[20] = Place(20, vote, around, shift);
        places[21] = Place(21, (vote << 16) | c0, v1, shift);
    }

    private static int Place(ulong kind, ulong a, ulong b, int shift) =>
        (int)(SpanHash.Mix((a * First) ^ (b * Second) ^ (kind << 56)) >> shift);
}
