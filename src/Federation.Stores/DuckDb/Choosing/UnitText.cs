using System.Runtime.CompilerServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>A unit's text as it was noted: its hash, its length and its bytes.</summary>
internal static unsafe class UnitText
{
    private const int HeadBytes = sizeof(long) + sizeof(int);

    /// <summary>How much room a text takes, in bytes; a multiple of 4.</summary>
    public static int SizeOf(ReadOnlySpan<byte> text) => (HeadBytes + text.Length + 3) & ~3;

    /// <summary>Writes a text.</summary>
    public static void Write(byte* target, long seed, ReadOnlySpan<byte> text)
    {
        Unsafe.WriteUnaligned(target, seed);
        Unsafe.WriteUnaligned(target + sizeof(long), text.Length);
        text.CopyTo(new Span<byte>(target + HeadBytes, text.Length));
    }

    /// <summary>The hash, under which the unit's records are ordered.</summary>
    public static long SeedOf(long text) => Unsafe.ReadUnaligned<long>((byte*)text);

    /// <summary>Whether two texts are the same, byte for byte.</summary>
    public static bool AreSame(long one, long other) => Bytes(one).SequenceEqual(Bytes(other));

    private static ReadOnlySpan<byte> Bytes(long text) =>
        new((byte*)text + HeadBytes, Unsafe.ReadUnaligned<int>((byte*)text + sizeof(long)));
}
