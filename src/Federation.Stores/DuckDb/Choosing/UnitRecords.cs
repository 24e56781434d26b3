namespace Federation.Stores.DuckDb.Choosing;

/// <summary>One unit of a partition.</summary>
internal struct UnitRecords
{
    /// <summary>The unit, as entries hold it.</summary>
    public long Unit;

    /// <summary>How many records it has.</summary>
    public int Count;

    /// <summary>Where the next of its records goes; once all are there, where its stretch ends.</summary>
    public int Next;
}
