using Federation.Curation.Text;

namespace Federation.Curation.Decontamination;

/// <summary>Goes over the seeds of a text: from each token, as few tokens as weigh as much as 4 words.</summary>
internal ref struct SeedWindow(FoldedTokens tokens)
{
    private const int SeedWeight = 4 * FoldedTokens.WordWeight;
    private const ulong Factor = 0xD6E8FEB86659FD93;

    private readonly ReadOnlySpan<ulong> _hashes = tokens.Hashes;
    private readonly ReadOnlySpan<byte> _weights = tokens.Weights;
    private int _end;
    private int _weight;
    private ulong _sum;
    private ulong _power = 1;

    /// <summary>The first token of the seed.</summary>
    public int Start { get; private set; } = -1;

    /// <summary>The hash of the seed.</summary>
    public readonly ulong Hash => SpanHash.Mix(_sum);

    /// <summary>Goes to the next seed, if there is one.</summary>
    public bool MoveNext()
    {
        if (Start >= 0)
        {
            _power *= Inverse;
            _sum -= _hashes[Start] * _power;
            _weight -= _weights[Start];
        }

        Start++;
        while (_weight < SeedWeight)
        {
            if (_end == _hashes.Length)
            {
                return false;
            }

            _sum = (_sum * Factor) + _hashes[_end];
            _power *= Factor;
            _weight += _weights[_end];
            _end++;
        }

        return true;
    }

    /// <summary>Factor times this is 1, modulo 2^64.</summary>
    private static ulong Inverse { get; } = FindInverse();

    private static ulong FindInverse()
    {
        var inverse = Factor;
        for (var i = 0; i < 6; i++)
        {
            inverse *= 2 - (Factor * inverse);
        }

        return inverse;
    }
}
