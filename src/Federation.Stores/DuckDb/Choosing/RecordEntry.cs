using System.Runtime.InteropServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>One record as it was noted: 20 bytes, without a gap.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RecordEntry
{
    /// <summary>The row's place in the file.</summary>
    public RecordPlace Place;

    /// <summary>The unit: itself where it is a whole number, else where its text lies.</summary>
    public long Unit;

    /// <summary>The record's id where that is a whole number, else its hash.</summary>
    public long Record;
}
