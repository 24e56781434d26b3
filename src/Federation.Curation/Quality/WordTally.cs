using System.Numerics;

namespace Federation.Curation.Quality;

/// <summary>Counts what the words of a text are, 64 units at a time.</summary>
internal struct WordTally
{
    private BitRuns _lettered;
    private BitRuns _solid;
    private BitRuns _spaced;
    private ulong _runBefore;

    /// <summary>Words that hold a letter.</summary>
    public int LetterWords { get; private set; }

    /// <summary>Words that hold anything but punctuation.</summary>
    public int SolidWords { get; private set; }

    /// <summary>Units of those words.</summary>
    public int SolidUnits { get; private set; }

    /// <summary>Which of the Chinese stop words occur, one bit each.</summary>
    public uint ChineseStopWords { get; private set; }

    /// <summary>Whether a run follows another, with nothing but space between.</summary>
    public bool HasRunPairs { get; private set; }

    /// <summary>Counts the words that end in a block.</summary>
    /// <param name="text">The text.</param>
    /// <param name="classes">The classes of its units.</param>
    /// <param name="block">The block: every one in turn.</param>
    public void Count(ReadOnlySpan<char> text, ReadOnlySpan<byte> classes, int block)
    {
        var bits = ClassBits.At(classes, block);
        var run = bits.Of(CharacterClass.Run);
        var space = bits.Of(CharacterClass.Space);
        var single = ~(run | space);
        var first = single & ~bits.Seconds;
        var letter = bits.Of(CharacterClass.Letter);
        LetterWords += BitOperations.PopCount(_lettered.EndsOfMarked(run, run & letter))
            + BitOperations.PopCount(first & letter);
        var sound = ~bits.Of(CharacterClass.Punctuation);
        var solid = _solid.EndsOfMarked(run, run & sound);
        SolidWords += BitOperations.PopCount(solid) + BitOperations.PopCount(first & sound);
        SolidUnits += BitOperations.PopCount(run | (single & sound));
        var ends = ((run << 1) | _runBefore) & ~run;
        _runBefore = run >> (ClassBits.Units - 1);
        for (var hollow = ends & ~solid; hollow != 0; hollow &= hollow - 1)
        {
            SolidUnits -= RunBefore(classes, (block * ClassBits.Units) + BitOperations.TrailingZeroCount(hollow));
        }

        HasRunPairs |= (_spaced.EndsOfMarked(space, ends & space) & run) != 0;
        for (var common = bits.Of(CharacterClass.CommonChinese); common != 0; common &= common - 1)
        {
            var place = (block * ClassBits.Units) + BitOperations.TrailingZeroCount(common);
            ChineseStopWords |= 1u << StopWords.ChinesePlace(text[place]);
        }
    }

    /// <summary>How long the run is that ends at a place.</summary>
    private static int RunBefore(ReadOnlySpan<byte> classes, int end)
    {
        var start = end;
        while (start > 0 && (classes[start - 1] & CharacterClass.Run) != 0)
        {
            start--;
        }

        return end - start;
    }
}
