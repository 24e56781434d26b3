using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Views;

/// <summary>
/// Folds sixteen characters at once where all are printable ASCII, line ends, common Chinese, their marks or full-width
/// forms: nearly all there is in Chinese and English text. The table does the rest, with the same outcome.
/// </summary>
internal static class BlockFolding
{
    /// <summary>How many characters a block has.</summary>
    public const int Length = 16;

    /// <summary>What becomes of the text may hold the beginning of an escape.</summary>
    public const int HasOpener = 1;

    private const int FullWidthOffset = 0xFEE0;

    /// <summary>Folds the block at a place up to the first character that only the table knows.</summary>
    /// <param name="text">What is folded.</param>
    /// <param name="folded">Where the block goes, at the same place.</param>
    /// <param name="start">The first character of the block.</param>
    /// <param name="changes">Gets <see cref="HasOpener"/> where it is true.</param>
    /// <returns>How many characters are folded; the rest of the block is still to be written.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded, int start, ref int changes)
    {
        if (!Vector256.IsHardwareAccelerated || text.Length < Length)
        {
            return 0;
        }

        // The last block begins where it still fits: what of it is done already stays as it is.
        var from = Math.Min(start, text.Length - Length);
        ref var source = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
        ref var target = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(folded));
        var block = Vector256.LoadUnsafe(ref source, (nuint)from);
        var full = FullWidth(block);
        var known = Known(block, full);
        var plain = block - (full & Vector256.Create((ushort)FullWidthOffset));
        var opener = Openers(plain);
        changes |= opener == Vector256<ushort>.Zero ? 0 : HasOpener;
        if (from < start)
        {
            var done = Vector256.LessThan(Vector256<ushort>.Indices, Vector256.Create((ushort)(start - from)));
            known |= done;
            plain = Vector256.ConditionalSelect(done, Vector256.LoadUnsafe(ref target, (nuint)from), plain);
        }

        plain.StoreUnsafe(ref target, (nuint)from);
        var count = System.Numerics.BitOperations.TrailingZeroCount(~known.ExtractMostSignificantBits());
        return int.Min(Length, count) - (start - from);
    }

    /// <summary>Passes over characters that stay as they are, a block at a time.</summary>
    /// <param name="text">What is looked at.</param>
    /// <param name="start">The first character.</param>
    /// <param name="changes">Gets <see cref="HasOpener"/> where it is true.</param>
    /// <returns>The first character that changes, or that only the table knows.</returns>
    public static int SameEnd(ReadOnlySpan<char> text, int start, ref int changes)
    {
        if (!Vector256.IsHardwareAccelerated || text.Length < Length)
        {
            return start;
        }

        ref var source = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
        var (i, opener) = (start, Vector256<ushort>.Zero);
        while (i < text.Length)
        {
            var from = Math.Min(i, text.Length - Length);
            var block = Vector256.LoadUnsafe(ref source, (nuint)from);
            opener |= Openers(block);
            var same = Known(block, Vector256<ushort>.Zero).ExtractMostSignificantBits() >> (i - from);
            var count = System.Numerics.BitOperations.TrailingZeroCount(~same);
            i += int.Min(count, Length - (i - from));
            if (i < from + Length)
            {
                break;
            }
        }

        changes |= opener == Vector256<ushort>.Zero ? 0 : HasOpener;
        return i;
    }

    /// <summary>Whether all characters of a block fold to one character each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreKnown(Vector256<ushort> block) =>
        Known(block, FullWidth(block)) == Vector256<ushort>.AllBitsSet;

    /// <summary>Folds a block of characters that are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> Fold(Vector256<ushort> block) =>
        block - (FullWidth(block) & Vector256.Create((ushort)FullWidthOffset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Openers(Vector256<ushort> block) =>
        Vector256.Equals(block, Vector256.Create((ushort)'%'))
            | Vector256.Equals(block, Vector256.Create((ushort)'&'))
            | Vector256.Equals(block, Vector256.Create((ushort)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> FullWidth(Vector256<ushort> block) => Within(block, 0xFF01, 0x5E);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Known(Vector256<ushort> block, Vector256<ushort> full) =>
        Within(block, ' ', 0x5F) | Within(block, 0x4E00, 0x5200) | Within(block, 0x3001, 0xF)
            | Within(block, 0x2018, 0x6) | Within(block, '\t', 0x5) | full;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Within(Vector256<ushort> block, ushort first, ushort count) =>
        Vector256.LessThan(block - Vector256.Create(first), Vector256.Create(count));
}
