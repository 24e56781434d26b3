using System.Numerics;
using System.Runtime.InteropServices;

namespace Federation.Curation.KnownValues;

/// <summary>The tables of an index. Filled once by its builder; what two entries share makes them say more lengths than
/// there are, which costs a look and changes nothing.</summary>
internal sealed class KnownTables
{
    /// <summary>The bit of a pair with which a form of 8 symbols or more begins.</summary>
    public const byte HasLong = 1;

    private const int PowerMin = 6;
    private const int PowerMax = 30;

    private readonly int _bitsPower;
    private readonly int _pairsPower;
    private readonly ulong[] _bits;
    private readonly byte[] _pairs;
    private readonly ulong[] _longs;
    private readonly ulong[] _hashes;
    private readonly byte[] _infos;

    /// <summary>Makes empty tables.</summary>
    /// <param name="forms">How many forms will be added.</param>
    /// <param name="pairs">How many different pairs they begin with.</param>
    /// <param name="longs">How many different heads of 8 symbols the long ones have.</param>
    public KnownTables(int forms, int pairs, int longs)
    {
        (Count, _bitsPower, _pairsPower) = (forms, PowerFor(8L * pairs), PowerFor(2L * pairs));
        (_bits, _pairs) = (new ulong[1 << (_bitsPower - PowerMin)], new byte[1 << _pairsPower]);
        _longs = new ulong[1 << PowerFor(longs + (longs / 2L))];
        _hashes = new ulong[1 << PowerFor(forms + (forms / 4L) + 1)];
        _infos = new byte[_hashes.Length];
    }

    private KnownTables(int count, int bitsPower, int pairsPower, int longs, int hashes)
    {
        (Count, _bitsPower, _pairsPower) = (count, bitsPower, pairsPower);
        (_bits, _pairs) = (new ulong[1 << (bitsPower - PowerMin)], new byte[1 << pairsPower]);
        (_longs, _hashes, _infos) = (new ulong[longs], new ulong[hashes], new byte[hashes]);
    }

    /// <summary>The tables as bytes of this machine's order.</summary>
    public byte[] ToBytes()
    {
        int[] head = [Count, _bitsPower, _pairsPower, _longs.Length, _hashes.Length];
        return
        [
            .. MemoryMarshal.AsBytes(head.AsSpan()), .. MemoryMarshal.AsBytes(_bits.AsSpan()), .. _pairs,
            .. MemoryMarshal.AsBytes(_longs.AsSpan()), .. MemoryMarshal.AsBytes(_hashes.AsSpan()), .. _infos,
        ];
    }

    /// <summary>The tables that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">They are not such tables.</exception>
    public static KnownTables Of(ReadOnlySpan<byte> bytes)
    {
        const int HeadLengthBytes = 5 * sizeof(int);
        var head = bytes.Length < HeadLengthBytes ? [] : MemoryMarshal.Cast<byte, int>(bytes[..HeadLengthBytes]);
        if (head.IsEmpty || head[0] < 0 || !IsPower(head[1]) || !IsPower(head[2])
            || !BitOperations.IsPow2(head[3]) || !BitOperations.IsPow2(head[4]))
        {
            throw new FormatException("These are no tables of known values.");
        }

        var tables = new KnownTables(head[0], head[1], head[2], head[3], head[4]);
        if (bytes.Length - HeadLengthBytes != tables.LengthBytes)
        {
            throw new FormatException("These are no tables of known values.");
        }

        var rest = bytes[HeadLengthBytes..];
        Take(ref rest, MemoryMarshal.AsBytes(tables._bits.AsSpan()));
        Take(ref rest, tables._pairs);
        Take(ref rest, MemoryMarshal.AsBytes(tables._longs.AsSpan()));
        Take(ref rest, MemoryMarshal.AsBytes(tables._hashes.AsSpan()));
        Take(ref rest, tables._infos);
        return tables;
    }

    /// <summary>How many forms there are.</summary>
    public int Count { get; }

    /// <summary>How many bytes they take.</summary>
    public long LengthBytes =>
        ((_bits.LongLength + _longs.LongLength + _hashes.LongLength) * sizeof(ulong)) + _pairs.LongLength
        + _infos.LongLength;

    /// <summary>Adds a form, once.</summary>
    public void Add(ulong hash, byte info)
    {
        var slot = SlotOf(hash);
        (_hashes[slot], _infos[slot]) = (hash | 1, info);
    }

    /// <summary>Adds the lengths of the forms that begin with a pair.</summary>
    public void AddPair(ulong pair, byte lengths)
    {
        var bit = FormHash.PairSlot(pair, _bitsPower);
        _bits[bit >> PowerMin] |= 1UL << (bit & 63);
        _pairs[FormHash.PairSlot(pair, _pairsPower)] |= lengths;
    }

    /// <summary>Adds the lengths of the long forms with a head, from 8 on.</summary>
    public void AddLong(ulong head, ulong lengths) => _longs[FormHash.SlotOf(head, _longs.Length)] |= lengths;

    /// <summary>Whether a form can begin with a pair: the one look that most places of a text get.</summary>
    public bool MayBegin(ulong pair)
    {
        var bit = FormHash.PairSlot(pair, _bitsPower);
        return ((_bits[bit >> PowerMin] >> (bit & 63)) & 1) != 0;
    }

    /// <summary>A bit for each length, from 2 to 7, and <see cref="HasLong"/>.</summary>
    public byte LengthsOf(ulong pair) => _pairs[FormHash.PairSlot(pair, _pairsPower)];

    /// <summary>A bit for each length, from 8 on.</summary>
    public ulong LongLengthsOf(ulong head) => _longs[FormHash.SlotOf(head, _longs.Length)];

    /// <summary>What is known of a form; null where it is none.</summary>
    public byte? Find(ulong hash)
    {
        var slot = SlotOf(hash);
        return _hashes[slot] == 0 ? null : _infos[slot];
    }

    /// <summary>Where a hash stands, or the free place where it would.</summary>
    private int SlotOf(ulong hash)
    {
        var slot = FormHash.SlotOf(hash | 1, _hashes.Length);
        while (_hashes[slot] != 0 && _hashes[slot] != (hash | 1))
        {
            slot = (slot + 1) & (_hashes.Length - 1);
        }

        return slot;
    }

    private static bool IsPower(int power) => power is >= PowerMin and <= PowerMax;

    private static void Take(ref ReadOnlySpan<byte> rest, Span<byte> into)
    {
        rest[..into.Length].CopyTo(into);
        rest = rest[into.Length..];
    }

    private static int PowerFor(long wanted) =>
        Math.Clamp(64 - BitOperations.LeadingZeroCount((ulong)Math.Max(1, wanted - 1)), PowerMin, PowerMax);
}
