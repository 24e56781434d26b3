using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>Asks 64 characters at once, each a byte, for a bit each: whether it is a character, or one of some.
/// </summary>
/// <remarks>By halves where the processor has no vectors of that length: they would be made in software, which takes
/// twice as long.</remarks>
internal static class SkimBlock
{
    /// <summary>How many characters a block has.</summary>
    public const int Length = 64;

    /// <summary>Makes a block of characters; all beyond Latin-1 become the last of it, which nothing asks for.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Of(Vector512<ushort> low, Vector512<ushort> high) =>
        Vector512.IsHardwareAccelerated ? Vector512.NarrowWithSaturation(low, high) : Vector512.Create(
            Vector256.NarrowWithSaturation(low.GetLower(), low.GetUpper()),
            Vector256.NarrowWithSaturation(high.GetLower(), high.GetUpper()));

    /// <summary>The block with small letters for large ones; other characters become others, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Lower(Vector512<byte> block) => Vector512.IsHardwareAccelerated
        ? block | Vector512.Create((byte)0x20)
        : Vector512.Create(
            block.GetLower() | Vector256.Create((byte)0x20), block.GetUpper() | Vector256.Create((byte)0x20));

    /// <summary>Which are a character of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Is(Vector512<byte> block, char character) => Vector512.IsHardwareAccelerated
        ? Vector512.Equals(block, Vector512.Create((byte)character)).ExtractMostSignificantBits()
        : Join(
            Vector256.Equals(block.GetLower(), Vector256.Create((byte)character)),
            Vector256.Equals(block.GetUpper(), Vector256.Create((byte)character)));

    /// <summary>Which are one of so many from a first on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(Vector512<byte> block, char first, byte count) => Vector512.IsHardwareAccelerated
        ? Vector512.LessThan(block - Vector512.Create((byte)first), Vector512.Create(count))
            .ExtractMostSignificantBits()
        : Join(Less(block.GetLower(), first, count), Less(block.GetUpper(), first, count));

    /// <summary>Whether a character beyond ASCII is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBeyondAscii(Vector512<ushort> low, Vector512<ushort> high) => Vector512.IsHardwareAccelerated
        ? ((low | high) & Vector512.Create((ushort)0xFF80)) != Vector512<ushort>.Zero
        : ((low.GetLower() | low.GetUpper() | high.GetLower() | high.GetUpper())
            & Vector256.Create((ushort)0xFF80)) != Vector256<ushort>.Zero;

    /// <summary>Whether all characters fold to one character each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreKnown(Vector512<ushort> half) =>
        BlockFolding.AreKnown(half.GetLower()) && BlockFolding.AreKnown(half.GetUpper());

    /// <summary>Folds characters that are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ushort> Fold(Vector512<ushort> half) =>
        Vector512.Create(BlockFolding.Fold(half.GetLower()), BlockFolding.Fold(half.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Less(Vector256<byte> part, char first, byte count) =>
        Vector256.LessThan(part - Vector256.Create((byte)first), Vector256.Create(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << (Length / 2));
}
