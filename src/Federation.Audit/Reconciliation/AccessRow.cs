namespace Federation.Audit;

/// <summary>One access as one log tells it, in as few bytes as will do.</summary>
internal struct AccessRow
{
    /// <summary>The access.</summary>
    public Guid Id;

    /// <summary>SHA-256 of the signed request.</summary>
    public Digest32 Request;

    /// <summary>The digest of the last release.</summary>
    public Digest32 Release;

    /// <summary>The running digest after the last chunk of a sample.</summary>
    public Digest32 Running;

    /// <summary>What the release states that it cost.</summary>
    public LoggedCost Cost;

    /// <summary>How many records left.</summary>
    public long RecordsCount;

    /// <summary>The index of its first entry.</summary>
    public long Index;

    /// <summary>When it was last heard of.</summary>
    public long LastUnixMs;

    /// <summary>Which entries it has.</summary>
    public AccessParts Parts;

    /// <summary>Which of the shards that were given its first entry is in, from 0.</summary>
    public int Shard;
}
