using System.Numerics;
using System.Runtime.CompilerServices;

namespace Federation.Curation.Quality;

/// <summary>Where the words of a text begin and end, told for 64 characters at once by bits.</summary>
/// <remarks>Buffers are kept from text to text.</remarks>
internal sealed class WordEdges
{
    /// <summary>So many characters behind the text may be read, and are zero.</summary>
    public const int Padding = 64;

    private const char FirstSurrogate = '\uD800';
    private const char LastSurrogate = '\uDFFF';

    private char[] _text = [];
    private byte[] _classes = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int _units;

    /// <summary>How many words.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the text holds characters of two units.</summary>
    public bool HasPairs { get; private set; }

    /// <summary>Where each word begins.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>Where each word ends.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>How many blocks of 64 units the text and the first unit behind it have.</summary>
    public int Blocks { get; private set; }

    /// <summary>The class of every unit of those blocks; both halves of a character have that of it.</summary>
    public ReadOnlySpan<byte> Classes => _classes.AsSpan(0, Blocks * ClassBits.Units);

    /// <summary>The text, and <see cref="Padding"/> behind it.</summary>
    public ReadOnlySpan<char> Padded => _text.AsSpan(0, _units + Padding);

    /// <summary>Finds the words of a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        _units = text.Length;
        Blocks = (text.Length / ClassBits.Units) + 1; // The last word may end where the text does.
        var units = Blocks * ClassBits.Units;
        if (_classes.Length < units)
        {
            var size = Math.Max(units, 2 * _classes.Length);
            (_text, _classes) = (new char[size + Padding], new byte[size]);
            (_starts, _ends) = (new int[size], new int[size]);
        }

        text.CopyTo(_text);
        _text.AsSpan(text.Length, Padding).Clear();
        Classify(text, _classes);
        _classes.AsSpan(text.Length, units - text.Length).Fill(CharacterClass.Space);
        HasPairs = false;
        if (text.IndexOfAnyInRange(FirstSurrogate, LastSurrogate) is >= 0 and var first)
        {
            ClassifyPairs(text, first);
        }

        Cut(Blocks);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Classify(ReadOnlySpan<char> text, Span<byte> classes)
    {
        classes = classes[..text.Length];
        var table = CharacterClass.OfUnit;
        for (var i = 0; i < text.Length; i++)
        {
            classes[i] = table[text[i]];
        }
    }

    /// <summary>A half without its other one is a word of no class.</summary>
    private void ClassifyPairs(ReadOnlySpan<char> text, int first)
    {
        for (var i = first; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                _classes[i] = 0;
                continue;
            }

            _classes[i] = CharacterClass.Of(char.ConvertToUtf32(text[i], text[i + 1]));
            _classes[i + 1] = (byte)(_classes[i] | ClassBits.Second);
            HasPairs = true;
            i++;
        }
    }

    /// <summary>
    /// A run begins where none was before and ends where it does not go on; any other character but space is a word.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Cut(int blocks)
    {
        var (starts, ends) = (0, 0);
        var (runBefore, singleBefore) = (0UL, 0UL);
        for (var block = 0; block < blocks; block++)
        {
            var bits = ClassBits.At(_classes, block);
            var run = bits.Of(CharacterClass.Run);
            var single = ~(run | bits.Of(CharacterClass.Space));
            var first = ~bits.Seconds;
            var runOn = (run << 1) | runBefore;
            var singleOn = (single << 1) | singleBefore;
            starts = Write((run & ~runOn) | (single & first), block, _starts, starts);
            ends = Write((runOn & ~run) | (singleOn & first), block, _ends, ends);
            (runBefore, singleBefore) = (run >> (ClassBits.Units - 1), single >> (ClassBits.Units - 1));
        }

        Count = ends;
    }

    private static int Write(ulong bits, int block, int[] places, int count)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            places[count++] = (block * ClassBits.Units) + BitOperations.TrailingZeroCount(bits);
        }

        return count;
    }
}
