using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>The words of a text, cut and weighed character by character.</summary>
internal sealed class PlainWords
{
    public List<string> Words { get; } = [];

    public List<int> CodePoints { get; } = [];

    public int SolidWords { get; private set; }

    public int SolidCharacters { get; private set; }

    public int LetterWords { get; private set; }

    public bool HasRunPairs { get; private set; }

    public static PlainWords Of(string text)
    {
        var plain = new PlainWords();
        var (isRunBefore, i) = (false, 0);
        while (i < text.Length)
        {
            if (Lines.IsSpace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var isRun = (ClassAt(text, ref i) & CharacterClass.Run) != 0;
            for (var next = i; isRun && next < text.Length && (ClassAt(text, ref next) & CharacterClass.Run) != 0;)
            {
                i = next;
            }

            plain.Add(text[start..i]);
            plain.HasRunPairs |= isRun && isRunBefore;
            isRunBefore = isRun;
        }

        return plain;
    }

    private void Add(string word)
    {
        var (isSolid, hasLetter, characters) = (false, false, 0);
        for (var i = 0; i < word.Length; characters++)
        {
            var flags = ClassAt(word, ref i);
            isSolid |= (flags & CharacterClass.Punctuation) == 0;
            hasLetter |= (flags & CharacterClass.Letter) != 0;
        }

        Words.Add(word);
        CodePoints.Add(characters);
        SolidWords += isSolid ? 1 : 0;
        SolidCharacters += isSolid ? characters : 0;
        LetterWords += hasLetter ? 1 : 0;
    }

    /// <summary>The class of one character, and the place behind it; half of a character is of no class.</summary>
    private static int ClassAt(string text, ref int i)
    {
        var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
        var flags = isPair ? CharacterClass.Of(char.ConvertToUtf32(text[i], text[i + 1]))
            : char.IsSurrogate(text[i]) ? 0 : CharacterClass.OfUnit[text[i]];
        i += isPair ? 2 : 1;
        return flags;
    }
}
