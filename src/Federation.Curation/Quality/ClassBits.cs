using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>The classes of 64 units in a row, as one bit for each unit and question.</summary>
/// <param name="classes">The classes.</param>
internal readonly struct ClassBits(Vector512<byte> classes)
{
    /// <summary>How many units.</summary>
    public const int Units = 64;

    /// <summary>Beside the class of a character beyond the basic plane: its second half.</summary>
    public const byte Second = 128;

    /// <summary>Second halves.</summary>
    public ulong Seconds => classes.ExtractMostSignificantBits();

    /// <summary>The classes from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ClassBits At(ReadOnlySpan<byte> classes, int block) =>
        new(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(classes.Slice(block * Units, Units))));

    /// <summary>The units of a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(byte flag) =>
        ~Vector512.Equals(classes & Vector512.Create(flag), Vector512<byte>.Zero).ExtractMostSignificantBits();
}
