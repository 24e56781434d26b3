using System.Buffers;

namespace Federation.Curation.Views;

/// <summary>Folds the characters of a view. As long as lengths stay, places stay and no map is written.</summary>
internal static class CharacterFolding
{
    /// <summary>Folds a view.</summary>
    /// <param name="source">The view.</param>
    /// <param name="plainEnd">A place before which all characters stay as they are, and no escape begins.</param>
    /// <param name="mayHoldEscape">Whether what became of it can hold the beginning of an escape.</param>
    public static NormalisedView Fold(NormalisedView source, int plainEnd, out bool mayHoldEscape)
    {
        mayHoldEscape = true;
        ReadOnlySpan<char> text = source.Text;
        var changes = 0;
        var same = SameEnd(text, plainEnd, ref changes);
        if (same == text.Length)
        {
            mayHoldEscape = (changes & BlockFolding.HasOpener) != 0;
            return source;
        }

        var end = same;
        var folding = new Folding(source.Text, ref end, ref changes);
        var whole = string.Create(text.Length, folding, static (folded, folding) => folding.To(folded));
        if (end < text.Length)
        {
            return FoldFrom(source, whole, end);
        }

        mayHoldEscape = (changes & BlockFolding.HasOpener) != 0;
        return source.WithText(whole);
    }

    /// <summary>The first character from a place on that does not stay as it is.</summary>
    private static int SameEnd(ReadOnlySpan<char> text, int start, ref int changes)
    {
        var plane = CharacterFold.Plane;
        for (var i = start; i < text.Length; i++)
        {
            i = BlockFolding.SameEnd(text, i, ref changes);
            if (i == text.Length)
            {
                break;
            }

            if (plane[text[i]] != text[i] || text[i] <= CharacterFold.FirstHalf)
            {
                return i;
            }

            changes |= text[i] is '%' or '&' or '\\' ? BlockFolding.HasOpener : 0;
        }

        return text.Length;
    }

    private static NormalisedView FoldFrom(NormalisedView source, string begun, int from)
    {
        ReadOnlySpan<char> text = source.Text;
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = buffer.AsSpan(0, text.Length);
        var (writer, changes) = (new ViewWriter(source), 0);
        writer.Copy(begun.AsSpan(0, from), 0);
        for (var i = from; i < text.Length;)
        {
            var end = OrdinaryEnd(source.Text, folded, i, ref changes);
            writer.Copy(folded[i..end], i);
            i = end;
            if (i < text.Length)
            {
                i += WriteRare(source.Text, i, writer);
            }
        }

        ArrayPool<char>.Shared.Return(buffer);
        return writer.ToView();
    }

    /// <summary>Folds characters that stay one character, up to the first that does not.</summary>
    private static int OrdinaryEnd(string source, Span<char> folded, int start, ref int changes)
    {
        ReadOnlySpan<char> text = source;
        var plane = CharacterFold.Plane;
        for (var i = start; i < text.Length; i++)
        {
            int count;
            while ((count = BlockFolding.Fold(text, folded, i, ref changes)) == BlockFolding.Length)
            {
                i += count;
            }

            i += count;
            if (i == text.Length)
            {
                break;
            }

            var character = plane[text[i]];
            if (character <= CharacterFold.FirstHalf)
            {
                if (character != CharacterFold.FirstHalf || FoldBeyondAt(source, i) is not null)
                {
                    return i;
                }

                character = text[i];
            }

            changes |= character is '%' or '&' or '\\' ? BlockFolding.HasOpener : 0;
            folded[i] = character;
        }

        return text.Length;
    }

    /// <summary>Writes what becomes of a character that is left out, becomes several, or begins a pair.</summary>
    /// <returns>How many code units it has.</returns>
    private static int WriteRare(string text, int i, ViewWriter writer)
    {
        var character = CharacterFold.Plane[text[i]];
        var (length, codePoint) = (1, (int)text[i]);
        if (character == CharacterFold.FirstHalf)
        {
            (character, length, codePoint) = FoldBeyondAt(text, i) is { } beyond
                ? (beyond, 2, char.ConvertToUtf32(text[i], text[i + 1]))
                : (text[i], 1, text[i]);
        }

        if (character == CharacterFold.Several)
        {
            foreach (var part in CharacterFold.Sequences[codePoint])
            {
                writer.Write(part, i, length);
            }
        }
        else if (character != CharacterFold.LeftOut)
        {
            writer.Write(character, i, length);
        }
        else if (text[i] is (>= '\u20D0' and <= '\u20F0') or (>= '\uFE00' and <= '\uFE0F'))
        {
            writer.Extend(i); // A keycap or a variation belongs to the character before.
        }

        return length;
    }

    private static char? FoldBeyondAt(string text, int index) =>
        index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? CharacterFold.FoldBeyond(char.ConvertToUtf32(text[index], text[index + 1]))
            : null;

    /// <summary>Folds into a string that is being made, which then needs no copy.</summary>
    private readonly ref struct Folding(string source, ref int end, ref int changes)
    {
        private readonly ref int _end = ref end;
        private readonly ref int _changes = ref changes;

        /// <summary>Folds up to the first character that does not stay one.</summary>
        public void To(Span<char> folded)
        {
            source.AsSpan(0, _end).CopyTo(folded);
            _end = OrdinaryEnd(source, folded, _end, ref _changes);
        }
    }
}
