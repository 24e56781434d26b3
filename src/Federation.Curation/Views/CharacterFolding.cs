namespace Federation.Curation.Views;

/// <summary>Folds the characters of a view. As long as lengths stay, places stay and no map is written.</summary>
internal static class CharacterFolding
{
    private const int KeptLengthMax = 1 << 15;

    [ThreadStatic]
    private static char[]? _buffer;

    /// <summary>Folds a view.</summary>
    /// <param name="source">The view.</param>
    /// <param name="mayHoldEscape">Whether what became of it can hold the beginning of an escape.</param>
    public static NormalisedView Fold(NormalisedView source, out bool mayHoldEscape)
    {
        mayHoldEscape = true;
        ReadOnlySpan<char> text = source.Text;
        var folded = Buffer(text.Length).AsSpan(0, text.Length);
        var changes = 0;
        for (var i = 0; i < text.Length; i++)
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

            var character = CharacterFold.Plane[text[i]];
            if (character <= CharacterFold.FirstHalf)
            {
                if (character != CharacterFold.FirstHalf || FoldBeyondAt(source.Text, i) is not null)
                {
                    return FoldFrom(source, folded, i);
                }

                character = text[i];
            }

            changes |= character == text[i] ? 0 : BlockFolding.Changed;
            changes |= character is '%' or '&' or '\\' ? BlockFolding.HasOpener : 0;
            folded[i] = character;
        }

        mayHoldEscape = (changes & BlockFolding.HasOpener) != 0;
        return (changes & BlockFolding.Changed) == 0 ? source : source.WithText(new string(folded));
    }

    /// <summary>A buffer of this thread's own, of at least a length; a large one is not kept.</summary>
    private static char[] Buffer(int length)
    {
        if (length > KeptLengthMax)
        {
            return new char[length];
        }

        return _buffer ??= new char[KeptLengthMax];
    }

    private static NormalisedView FoldFrom(NormalisedView source, Span<char> folded, int from)
    {
        ReadOnlySpan<char> text = source.Text;
        var writer = new ViewWriter(source);
        writer.Copy(folded[..from], 0);
        for (var i = from; i < text.Length;)
        {
            var end = OrdinaryEnd(text, folded, i);
            writer.Copy(folded[i..end], i);
            i = end;
            if (i < text.Length)
            {
                i += WriteRare(source.Text, i, writer);
            }
        }

        return writer.ToView();
    }

    /// <summary>Folds characters that stay one character, up to the first that does not.</summary>
    private static int OrdinaryEnd(ReadOnlySpan<char> text, Span<char> folded, int start)
    {
        var (plane, changes) = (CharacterFold.Plane, 0);
        for (var i = start; i < text.Length; i++)
        {
            int count;
            while ((count = BlockFolding.Fold(text, folded, i, ref changes)) == BlockFolding.Length)
            {
                i += count;
            }

            i += count;
            if (i == text.Length || plane[text[i]] <= CharacterFold.FirstHalf)
            {
                return i;
            }

            folded[i] = plane[text[i]];
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
}
