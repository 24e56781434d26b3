using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>
/// The words of a text as the published filters cut them: one Chinese character, a run of other word characters, or one
/// symbol. Keeps the characters of all words in one line, without what stands between.
/// </summary>
/// <remarks>Buffers are kept from text to text. Eight characters are copied and hashed at once.</remarks>
internal sealed class WordStream
{
    /// <summary>So many characters behind the last word may be read, and are zero.</summary>
    public const int Padding = 32;

    private const int EnglishUnitsMax = 4;

    private readonly WordEdges _edges = new();
    private char[] _characters = new char[Padding];
    private int[] _ends = [0];
    private int[] _lengths = [0];
    private ulong[] _hashes = [];
    private byte[] _flags = [];
    private int _used;

    /// <summary>How many words.</summary>
    public int Count { get; private set; }

    /// <summary>Words that hold anything but punctuation.</summary>
    public int NonSymbolCount { get; private set; }

    /// <summary>Code points of those words.</summary>
    public int NonSymbolCharacters { get; private set; }

    /// <summary>Words that hold a letter.</summary>
    public int LetterCount { get; private set; }

    /// <summary>Which of the English stop words occur, one bit each.</summary>
    public uint EnglishStopWords { get; private set; }

    /// <summary>Which of the Chinese stop words occur, one bit each.</summary>
    public uint ChineseStopWords { get; private set; }

    /// <summary>
    /// Whether a run of word characters follows another, as in "key word": elsewhere they may stand as one run.
    /// </summary>
    public bool HasRunPairs { get; private set; }

    /// <summary>The characters of all words, and <see cref="Padding"/> behind them.</summary>
    public ReadOnlySpan<char> Padded => _characters.AsSpan(0, _used + Padding);

    /// <summary>Where word i begins in <see cref="Padded"/>, and the end of the last one.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count + 1);

    /// <summary>A hash of every word.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>The class of the first character of every word.</summary>
    public ReadOnlySpan<byte> Flags => _flags.AsSpan(0, Count);

    /// <summary>
    /// Where each word ends as <see cref="Ends"/> says it, in code points, with room for reading on behind the last.
    /// </summary>
    public ReadOnlySpan<int> Lengths => _edges.HasPairs ? _lengths : _ends;

    /// <summary>Code points of n words from the i-th on.</summary>
    public int CodePointsOf(int i, int n) => Lengths[i + n] - Lengths[i];

    /// <summary>The characters of n words from the i-th on, joined.</summary>
    public ReadOnlySpan<char> Joined(int i, int n) => _characters.AsSpan(_ends[i], _ends[i + n] - _ends[i]);

    /// <summary>Cuts a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        _edges.Read(text);
        Count = _edges.Count;
        if (_hashes.Length < text.Length)
        {
            var size = Math.Max(text.Length, 2 * _hashes.Length);
            (_characters, _hashes, _flags) = (new char[size + Padding], new ulong[size], new byte[size]);
            (_ends, _lengths) = (new int[size + Padding], new int[size + Padding]);
        }

        Copy(_edges.Padded);
        _characters.AsSpan(_used, Padding).Clear();
        Tally();
        if (_edges.HasPairs)
        {
            CountPairs();
        }
    }

    /// <summary>
    /// Copies and hashes the words, with hardly a branch that depends on how long they are: nothing could foresee that.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // Registers are few.
    private void Copy(ReadOnlySpan<char> text)
    {
        var starts = _edges.Starts;
        var ends = _edges.Ends;
        ref var source = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
        ref var target = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(_characters.AsSpan()));
        var classes = _edges.Classes;
        var flags = _flags.AsSpan(0, starts.Length);
        var hashes = _hashes.AsSpan(0, starts.Length);
        var bounds = _ends.AsSpan(1, starts.Length);
        var (used, stops) = (0, 0u);
        for (var word = 0; word < starts.Length; word++)
        {
            var start = starts[word];
            var units = ends[word] - start;
            var eight = Vector128.LoadUnsafe(ref source, (nuint)start);
            eight.StoreUnsafe(ref target, (nuint)used);
            var halves = (eight & First(units)).AsUInt64();
            var (low, high) = (halves.GetElement(0), halves.GetElement(1));
            var hash = WordHash.Of(0, low, high);
            stops |= StopWords.EnglishBits(low) & (uint)((units - EnglishUnitsMax - 1) >> 31);
            for (var done = WordHash.UnitsAtOnce; done < units; done += WordHash.UnitsAtOnce)
            {
                eight = Vector128.LoadUnsafe(ref source, (nuint)(start + done));
                eight.StoreUnsafe(ref target, (nuint)(used + done));
                halves = (eight & First(units - done)).AsUInt64();
                hash = WordHash.Of(hash, halves.GetElement(0), halves.GetElement(1));
            }

            hashes[word] = hash;
            flags[word] = classes[start];
            used += units;
            bounds[word] = used;
        }

        (_used, EnglishStopWords) = (used, stops);
    }

    /// <summary>Ones for so many of eight characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> First(int units) => Vector128.LessThan(
        Vector128<ushort>.Indices, Vector128.Create((ushort)Math.Min(units, WordHash.UnitsAtOnce)));

    private void Tally()
    {
        var tally = default(WordTally);
        for (var block = 0; block < _edges.Blocks; block++)
        {
            tally.Count(_edges.Padded, _edges.Classes, block);
        }

        (LetterCount, NonSymbolCount, NonSymbolCharacters) = (tally.LetterWords, tally.SolidWords, tally.SolidUnits);
        (ChineseStopWords, HasRunPairs) = (tally.ChineseStopWords, tally.HasRunPairs);
    }

    /// <summary>Takes characters of two units for one.</summary>
    private void CountPairs()
    {
        var starts = _edges.Starts;
        var ends = _edges.Ends;
        var pairs = 0;
        _lengths[0] = 0;
        for (var word = 0; word < starts.Length; word++)
        {
            var (before, isSolid) = (pairs, false);
            foreach (var flags in _edges.Classes[starts[word]..ends[word]])
            {
                pairs += flags / ClassBits.Second;
                isSolid |= (flags & CharacterClass.Punctuation) == 0;
            }

            _lengths[word + 1] = _ends[word + 1] - pairs;
            NonSymbolCharacters -= isSolid ? pairs - before : 0;
        }
    }
}
