using Federation.Curation.Text;

namespace Federation.Curation.Models;

/// <summary>
/// Numbers that look random and are the same for the same seed: for texts to train on, never for noise or keys.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>A number from 0 to less than a bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>One of some items.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One character of a text.</summary>
    public char Of(string characters) => characters[Below(characters.Length)];

    private ulong Next()
    {
        _state += Step;
        return SpanHash.Mix(_state);
    }
}
