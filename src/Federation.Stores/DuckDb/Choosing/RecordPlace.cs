namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Where a record lies, in 4 bytes.</summary>
internal readonly struct RecordPlace
{
    /// <summary>The largest row number that a place can hold.</summary>
    public const long RowMax = int.MaxValue;

    private const uint NoRecord = 1u << 31;
    private readonly uint _bits;

    /// <summary>A row, and whether the record's id is a whole number that is missing.</summary>
    public RecordPlace(long row, bool hasNoRecord) => _bits = (uint)row | (hasNoRecord ? NoRecord : 0);

    /// <summary>The row's number in the file.</summary>
    public uint Row => _bits & ~NoRecord;

    /// <summary>Whether the record's id is a whole number that is missing.</summary>
    public bool HasNoRecord => (_bits & NoRecord) != 0;
}
