using System.Numerics;
using System.Runtime.CompilerServices;

namespace Federation.Curation.Quality;

/// <summary>Hashes of single words, made of eight characters at once.</summary>
internal static class WordHash
{
    /// <summary>How many characters one step takes.</summary>
    public const int UnitsAtOnce = 8;

    private const ulong Factor = 0x9E3779B97F4A7C15;
    private const ulong OtherFactor = 0xD6E8FEB86659FD93;

    /// <summary>
    /// One step. Characters are zero behind the last one: no word holds a zero but that which is nothing else.
    /// </summary>
    /// <param name="before">The hash of the characters before these; zero where there are none.</param>
    /// <param name="low">Four characters.</param>
    /// <param name="high">The next four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong before, ulong low, ulong high)
    {
        // Without the shift, the last of the first four could be made up for by the last of the next four.
        var spread = (high + before) * OtherFactor;
        return (low ^ BitOperations.RotateLeft(spread ^ (spread >> 32), 23)) * Factor;
    }
}
