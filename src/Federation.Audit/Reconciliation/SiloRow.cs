namespace Federation.Audit;

/// <summary>What a broker's log says that one silo released within one access.</summary>
internal struct SiloRow
{
    /// <summary>The row of the broker's access.</summary>
    public int Access;

    /// <summary>The number of the silo's name.</summary>
    public int Silo;

    /// <summary>The access at the adapter; empty where the silo refused.</summary>
    public Guid AdapterAccess;

    /// <summary>The digest of the release; the default where the silo refused.</summary>
    public Digest32 Release;

    /// <summary>The running digest of a sample; the default for a statistic.</summary>
    public Digest32 Running;

    /// <summary>What the release states that it cost.</summary>
    public LoggedCost Cost;

    /// <summary>How many records a sample had.</summary>
    public long RecordsCount;

    /// <summary>The index of the entry.</summary>
    public long Index;

    /// <summary>When it was written.</summary>
    public long UnixMs;

    /// <summary>Which of the shards that were given the entry is in, from 0.</summary>
    public int Shard;
}
