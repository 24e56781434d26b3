using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>
/// Adds up the characters of repeated n-grams as the published filter does: left to right, and past a repeated one at
/// once. One lane for each n, beginning with <see cref="LengthMin"/> words.
/// </summary>
internal struct RepeatTally
{
    /// <summary>How many words the n-grams of the first lane have.</summary>
    public const int LengthMin = 3;

    /// <summary>How many lanes.</summary>
    public const int Lanes = 8;

    /// <summary>Lanes of n-grams whose repetitions are weighed.</summary>
    private const int Weighed = 0xFF & ~((1 << (GramMeter.RepeatedMin - LengthMin)) - 1);

    private Vector256<int> _next;
    private Vector256<int> _characters;
    private int _nextMax;

    /// <summary>Characters of repeated n-grams, for n from <see cref="GramMeter.RepeatedMin"/> on.</summary>
    public readonly int Characters(int n) => _characters.GetElement(n - LengthMin);

    /// <summary>The lanes in which a place is not within an n-gram that was added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int OpenAt(int place) => place >= _nextMax ? Weighed
        : Weighed & (int)Vector256.LessThanOrEqual(_next, Vector256.Create(place)).ExtractMostSignificantBits();

    /// <summary>Adds the n-grams of some lanes.</summary>
    /// <param name="place">Where they begin.</param>
    /// <param name="lanes">Which ones.</param>
    /// <param name="lengths">Where each word ends, in characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int place, int lanes, ReadOnlySpan<int> lengths)
    {
        var bits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var added = Vector256.Equals(bits & Vector256.Create(lanes), bits);
        var ends = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(lengths), (nuint)(place + LengthMin));
        _characters += added & (ends - Vector256.Create(lengths[place]));
        _next = Vector256.ConditionalSelect(
            added, Vector256<int>.Indices + Vector256.Create(place + LengthMin), _next);
        _nextMax = Math.Max(_nextMax, place + LengthMin + BitOperations.Log2((uint)lanes));
    }
}
