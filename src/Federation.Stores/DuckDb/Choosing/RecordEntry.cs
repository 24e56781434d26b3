using System.Runtime.InteropServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>One record as it was noted: 20 bytes, without a gap.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RecordEntry
{
    /// <summary>The largest place that an entry can hold.</summary>
    public const long PlaceMax = int.MaxValue;

    private const uint NoRecord = 1u << 31;
    private uint _place;

    /// <summary>The unit: itself where it is a whole number, else where its text lies.</summary>
    public long Unit;

    /// <summary>The record's id where that is a whole number, else its hash.</summary>
    public long Record;

    /// <summary>The row's place in the file.</summary>
    public readonly uint Place => _place & ~NoRecord;

    /// <summary>Whether the record's id is a whole number that is missing.</summary>
    public readonly bool HasNoRecord => (_place & NoRecord) != 0;

    /// <summary>Sets the place.</summary>
    public void SetPlace(long place, bool hasNoRecord) => _place = (uint)place | (hasNoRecord ? NoRecord : 0);
}
