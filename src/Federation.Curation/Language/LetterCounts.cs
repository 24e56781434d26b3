using System.Runtime.CompilerServices;

namespace Federation.Curation.Language;

/// <summary>What one pass counts in a text.</summary>
internal struct LetterCounts
{
    private ByScript _scripts;
    private ByLanguage _words;

    /// <summary>Words in Latin letters.</summary>
    public int LatinWords { get; private set; }

    /// <summary>Of those, words with letters that English has not.</summary>
    public int AccentedWords { get; private set; }

    /// <summary>Characters of simplified Chinese alone.</summary>
    public int Simplified { get; private set; }

    /// <summary>Characters of traditional Chinese alone.</summary>
    public int Traditional { get; private set; }

    /// <summary>Chinese characters of Japanese alone.</summary>
    public int Japanese { get; private set; }

    /// <summary>Letters of a script.</summary>
    public readonly int Of(Script script) => _scripts[(int)script];

    /// <summary>Small words of a language, by its place in <see cref="FunctionWords.Lists"/>.</summary>
    public readonly int Words(int language) => _words[language];

    /// <summary>Counts a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        var scripts = Scripts.OfUnit;
        var variants = HanVariants.OfUnit;
        Span<int> byScript = _scripts;
        var (simplified, traditional, japanese) = (0, 0, 0);
        for (var i = 0; i < text.Length;)
        {
            var script = (Script)scripts[text[i]];
            if (script is Script.Ascii or Script.Latin)
            {
                i = ReadLatinWord(text, i, scripts);
                continue;
            }

            byScript[(int)script]++;
            if (script == Script.Han)
            {
                int variant = variants[text[i]];
                simplified += variant & 1;
                traditional += (variant >> 1) & 1;
                japanese += variant >> 2;
            }

            i++;
        }

        (Simplified, Traditional, Japanese) = (simplified, traditional, japanese);
    }

    private int ReadLatinWord(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> scripts)
    {
        var (key, accents, i) = (0UL, 0, start);
        for (; i < text.Length && (Script)scripts[text[i]] is Script.Ascii or Script.Latin; i++)
        {
            var letter = text[i] | 0x20; // Lower case of ASCII and of the accented letters of Latin-1.
            accents += (Script)scripts[text[i]] == Script.Latin ? 1 : 0;
            key = (key << 8) | (letter <= 0xFF ? (byte)letter : (byte)0);
        }

        var letters = i - start;
        _scripts[(int)Script.Latin] += accents;
        _scripts[(int)Script.Ascii] += letters - accents;
        LatinWords++;
        AccentedWords += accents > 0 ? 1 : 0;
        if (letters <= FunctionWords.CharactersMax)
        {
            FunctionWordTable.Count(key, _words);
        }

        return i;
    }

    /// <summary>One count a script.</summary>
    [InlineArray((int)Script.Other + 1)]
    private struct ByScript
    {
        private int _first;
    }

    /// <summary>One count a language.</summary>
    [InlineArray(32)]
    private struct ByLanguage
    {
        private int _first;
    }
}
