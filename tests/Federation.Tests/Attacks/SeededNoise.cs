using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Tests.Attacks;

/// <summary>The noise of weakened copies: SplitMix64 from a seed, so that controls come out alike every time.</summary>
internal sealed class SeededNoise(ulong seed) : INoiseSource
{
    private readonly long[] _draw = new long[1];
    private ulong _state = seed;

    public int WordsCount { get; private set; }

    public ulong NextWord()
    {
        WordsCount++;
        _state += 0x9E3779B97F4A7C15;
        var word = _state;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }

    /// <summary>A whole number below a limit.</summary>
    public int Below(int limit) => (int)(NextWord() % (ulong)limit);

    /// <summary>Discrete Laplace noise of a whole scale.</summary>
    public long Laplace(long scale)
    {
        DiscreteLaplace.Fill(_draw, new NoiseDistribution(NoiseKind.DiscreteLaplace, scale, 1), this);
        return _draw[0];
    }
}
