namespace Federation.Stores.DuckDb.Choosing;

/// <summary>One unit of a partition.</summary>
internal struct UnitRecords
{
    /// <summary>The unit, as entries hold it.</summary>
    public long Unit;

    /// <summary>The seed of its records' keys, then the last key that it keeps.</summary>
    public long Key;

    /// <summary>How many records it has.</summary>
    public int Count;

    /// <summary>Where the next of its records goes among the keys of busy units; of another unit, −1.</summary>
    public int Next;
}
