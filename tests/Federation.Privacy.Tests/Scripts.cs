using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests;

/// <summary>A predictable source for tests: SplitMix64 from a seed.</summary>
internal sealed class SeededSource(ulong seed) : INoiseSource
{
    private ulong _state = seed;

    public ulong NextWord()
    {
        _state += 0x9E3779B97F4A7C15;
        var word = _state;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
