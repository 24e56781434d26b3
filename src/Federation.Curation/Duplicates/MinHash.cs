using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// The minima of a set of shingles under many fixed permutations of 32-bit numbers: two sets share a minimum as often
/// as they share elements.
/// </summary>
internal sealed class MinHash
{
    private readonly Banding _banding;
    private readonly uint[] _factors;
    private readonly uint[] _masks;
    private readonly uint[] _minima;

    public MinHash(Banding banding)
    {
        _banding = banding;
        var padded = (banding.Minima + 7) / 8 * 8;
        (_factors, _masks, _minima) = (new uint[padded], new uint[padded], new uint[padded]);
        for (var i = 0; i < padded; i++)
        {
            var seed = SpanHash.Mix((ulong)i + 1);
            (_factors[i], _masks[i]) = ((uint)seed | 1, (uint)(seed >> 32));
        }
    }

    /// <summary>Writes one key a band.</summary>
    public void Keys(ReadOnlySpan<ulong> shingles, Span<ulong> keys)
    {
        _minima.AsSpan().Fill(uint.MaxValue);
        var factors = MemoryMarshal.Cast<uint, Vector256<uint>>(_factors);
        var masks = MemoryMarshal.Cast<uint, Vector256<uint>>(_masks);
        var minima = MemoryMarshal.Cast<uint, Vector256<uint>>(_minima.AsSpan());
        for (var block = 0; block < minima.Length; block += 4)
        {
            Narrow(shingles, factors[block..], masks[block..], minima[block..]);
        }

        for (var band = 0; band < _banding.Bands; band++)
        {
            var key = (ulong)band;
            foreach (var minimum in _minima.AsSpan(band * _banding.Rows, _banding.Rows))
            {
                key = SpanHash.Mix((key << 32) ^ (key >> 32) ^ minimum);
            }

            keys[band] = key;
        }
    }

    /// <summary>Up to four vectors at once stay in registers over all shingles.</summary>
    private static void Narrow(
        ReadOnlySpan<ulong> shingles, ReadOnlySpan<Vector256<uint>> factors, ReadOnlySpan<Vector256<uint>> masks,
        Span<Vector256<uint>> minima)
    {
        if (minima.Length < 4)
        {
            for (var i = 0; i < minima.Length; i++)
            {
                foreach (var shingle in shingles)
                {
                    minima[i] = Vector256.Min(minima[i], (Vector256.Create((uint)shingle) ^ masks[i]) * factors[i]);
                }
            }

            return;
        }

        var (a, b, c, d) = (minima[0], minima[1], minima[2], minima[3]);
        var (af, bf, cf, df) = (factors[0], factors[1], factors[2], factors[3]);
        var (am, bm, cm, dm) = (masks[0], masks[1], masks[2], masks[3]);
        foreach (var shingle in shingles)
        {
            var number = Vector256.Create((uint)shingle);
            a = Vector256.Min(a, (number ^ am) * af);
            b = Vector256.Min(b, (number ^ bm) * bf);
            c = Vector256.Min(c, (number ^ cm) * cf);
            d = Vector256.Min(d, (number ^ dm) * df);
        }

        (minima[0], minima[1], minima[2], minima[3]) = (a, b, c, d);
    }
}
