namespace Federation.Audit;

/// <summary>What an entry of a log records.</summary>
public enum EntryKind
{
    /// <summary>Something that this version does not know.</summary>
    Other,

    /// <summary>Something was asked: allowed and debited, or denied.</summary>
    Intent,

    /// <summary>Something was about to leave.</summary>
    Release,

    /// <summary>How an access ended.</summary>
    Outcome,

    /// <summary>A part of a budget went to another adapter.</summary>
    Slice,

    /// <summary>A checkpoint of another party's log was seen.</summary>
    PeerCheckpoint,

    /// <summary>What a log of an earlier time added up to.</summary>
    LedgerCarry,

    /// <summary>The log signs with another key from here on.</summary>
    KeyRotated,

    /// <summary>The log ends here and goes on in its next shard.</summary>
    LogClosed,
}
