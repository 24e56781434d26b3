namespace Federation.Curation.Views;

/// <summary>Folds the characters of a view. As long as lengths stay, places stay and no map is written.</summary>
internal static class CharacterFolding
{
    public static NormalisedView Fold(NormalisedView source)
    {
        var text = source.Text;
        var plane = CharacterFold.Plane;
        var folded = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var character = plane[text[i]];
            if (character <= CharacterFold.Several
                || (char.IsHighSurrogate(character) && FoldBeyondAt(text, i) is not null))
            {
                return FoldFrom(source, folded, i);
            }

            folded[i] = character;
        }

        return text.AsSpan().SequenceEqual(folded)
            ? source
            : source.WithText(new string(folded));
    }

    private static NormalisedView FoldFrom(NormalisedView source, char[] folded, int from)
    {
        var text = source.Text;
        var plane = CharacterFold.Plane;
        var writer = new ViewWriter(source);
        writer.Copy(folded.AsSpan(0, from));
        for (var i = from; i < text.Length; i++)
        {
            var character = plane[text[i]];
            var (length, codePoint) = (1, (int)text[i]);
            if (char.IsHighSurrogate(character) && FoldBeyondAt(text, i) is { } beyond)
            {
                (character, length, codePoint) = (beyond, 2, char.ConvertToUtf32(text[i], text[i + 1]));
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

            i += length - 1;
        }

        return writer.ToView();
    }

    private static char? FoldBeyondAt(string text, int index) =>
        index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? CharacterFold.FoldBeyond(char.ConvertToUtf32(text[index], text[index + 1]))
            : null;
}
