using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Views;

/// <summary>
/// Folds sixteen characters at once where all are printable ASCII, common Chinese, their marks or full-width forms:
/// nearly
/// all there is in Chinese and English text. The table does the rest, with the same outcome.
/// </summary>
internal static class BlockFolding
{
    /// <summary>How many characters a block has.</summary>
    public const int Length = 16;

    private const int FullWidthOffset = 0xFEE0;

    /// <summary>Folds the block at a place up to the first character that only the table knows.</summary>
    /// <param name="text">What is folded.</param>
    /// <param name="folded">Where the block goes, at the same place.</param>
    /// <param name="start">The first character of the block.</param>
    /// <param name="changes">Becomes other than 0 where a character changes.</param>
    /// <returns>How many characters are folded; the rest of the block is still to be written.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded, int start, ref int changes)
    {
        if (!Vector256.IsHardwareAccelerated || text.Length - start < Length)
        {
            return 0;
        }

        var block = Vector256.LoadUnsafe(
            ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text)), (nuint)start);
        var full = Within(block, 0xFF01, 0x5E);
        var known = Within(block, ' ', 0x5F) | Within(block, 0x4E00, 0x5200) | Within(block, 0x3001, 0xF)
            | Within(block, 0x2018, 0x6) | full;
        changes |= full == Vector256<ushort>.Zero ? 0 : 1;
        (block - (full & Vector256.Create((ushort)FullWidthOffset))).StoreUnsafe(
            ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(folded)), (nuint)start);
        return int.Min(Length, System.Numerics.BitOperations.TrailingZeroCount(~known.ExtractMostSignificantBits()));
    }

    private static Vector256<ushort> Within(Vector256<ushort> block, ushort first, ushort count) =>
        Vector256.LessThan(block - Vector256.Create(first), Vector256.Create(count));
}
