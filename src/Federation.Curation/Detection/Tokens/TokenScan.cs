namespace Federation.Curation.Detection.Tokens;

/// <summary>Tries what a word of ASCII letters and digits can be. Each word is looked at once.</summary>
internal sealed class TokenScan(string view, List<Hit> hits)
{
    private const int LengthMax = 40;
    private const int QqLengthMin = 3;
    private const int FewDigits = 3;

    private int _seenEnd;

    /// <summary>
    /// Whether a few digits stand inside a word that was looked at and goes on with a letter: they are too few for a
    /// number, and no number goes on over a letter.
    /// </summary>
    public bool HasSeen(int place, out int end)
    {
        end = place + 1;
        while (end < _seenEnd && end - place <= FewDigits && char.IsAsciiDigit(view[end]))
        {
            end++;
        }

        return end < _seenEnd && end - place <= FewDigits;
    }

    /// <summary>Looks at the word around a digit.</summary>
    public void Scan(int place)
    {
        if (place < _seenEnd)
        {
            return;
        }

        var start = place;
        while (start > _seenEnd && char.IsAsciiLetterOrDigit(view[start - 1]))
        {
            start--;
        }

        var end = place;
        while (end < view.Length && char.IsAsciiLetterOrDigit(view[end]))
        {
            end++;
        }

        _seenEnd = end;
        if (end - start > LengthMax)
        {
            return;
        }

        if (place > start)
        {
            LetterFirst(start, end, place - start);
        }
        else
        {
            MacAddress.FindDashed(view, start, hits);
            TravelDocument.FindDigits(view, start, end, hits);
            SpacedLetters(start, end);
        }

        CreditCode.Find(view, start, end, hits);
        Plate.Find(view, start, end, hits);
        if (end - start >= QqLengthMin)
        {
            Accounts.FindQq(view, start, end, hits);
        }

        if (end - start is >= Licences.LengthMin and <= Licences.LengthMax)
        {
            Licences.Find(view, start, end, hits);
        }
    }

    /// <summary>Letters one space before the digits: E 1234 5678.</summary>
    private void SpacedLetters(int start, int end)
    {
        if (start < 2 || view[start - 1] != ' ' || !char.IsAsciiLetter(view[start - 2]))
        {
            return;
        }

        var letters = start - 1;
        while (letters > 0 && start - letters < 4 && char.IsAsciiLetter(view[letters - 1]))
        {
            letters--;
        }

        var count = start - 1 - letters;
        if (count is 1 or 2
            && (letters == 0 || !char.IsAsciiLetterOrDigit(view[letters - 1])))
        {
            TravelDocument.Find(view, letters, end, count, hits);
            IslandId.Find(view, letters, end, count, hits);
        }
    }

    private void LetterFirst(int start, int end, int lettersCount)
    {
        MacAddress.FindDashed(view, start, hits);
        Iban.Find(view, start, hits);
        if (lettersCount <= 2)
        {
            TravelDocument.Find(view, start, end, lettersCount, hits);
            IslandId.Find(view, start, end, lettersCount, hits);
        }
    }
}
