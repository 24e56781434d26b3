namespace Federation.Curation.Detection.Names;

/// <summary>Letters without their accents, one for one, after the canonical decompositions of Unicode 14.0.</summary>
internal static class Latin
{
    private const string Accented =
        "\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC\u00ED\u00EE\u00EF\u00F1"
        + "\u00F2\u00F3\u00F4\u00F5\u00F6\u00F9\u00FA\u00FB\u00FC\u00FD\u00FF\u0101\u0103\u0105\u0107\u0109"
        + "\u010B\u010D\u010F\u0113\u0115\u0117\u0119\u011B\u011D\u011F\u0121\u0123\u0125\u0129\u012B\u012D"
        + "\u012F\u0135\u0137\u013A\u013C\u013E\u0144\u0146\u0148\u014D\u014F\u0151\u0155\u0157\u0159\u015B"
        + "\u015D\u015F\u0161\u0163\u0165\u0169\u016B\u016D\u016F\u0171\u0173\u0175\u0177\u017A\u017C\u017E"
        + "\u01A1\u01B0\u01CE\u01D0\u01D2\u01D4\u01D6\u01D8\u01DA\u01DC\u01DF\u01E1\u01E7\u01E9\u01EB\u01ED"
        + "\u01F0\u01F5\u01F9\u01FB\u0201\u0203\u0205\u0207\u0209\u020B\u020D\u020F\u0211\u0213\u0215\u0217"
        + "\u0219\u021B\u021F\u00F8\u0111\u0142\u0131\u00FE\u00F0\u0127";

    private const string Plain =
        "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoo"
        + "jgnaaaeeiioorruusthodlitdh";

    /// <summary>Writes a word in lower case without accents.</summary>
    /// <returns>Whether every letter has such a form, and one of them is accented.</returns>
    public static bool TryFold(ReadOnlySpan<char> word, Span<char> plain)
    {
        var isAccented = false;
        for (var i = 0; i < word.Length; i++)
        {
            var letter = char.ToLowerInvariant(word[i]);
            if (!char.IsAscii(letter))
            {
                var at = Accented.IndexOf(letter, StringComparison.Ordinal);
                if (at < 0)
                {
                    return false;
                }

                (letter, isAccented) = (Plain[at], true);
            }

            plain[i] = letter;
        }

        return isAccented;
    }
}
