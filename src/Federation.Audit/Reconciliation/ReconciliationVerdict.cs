namespace Federation.Audit;

/// <summary>What two logs, or a log and a receipt, disagree on.</summary>
public enum ReconciliationVerdict
{
    /// <summary>An adapter's log has an access that the broker's has not: hidden, or made past the broker.</summary>
    MissingAtBroker,

    /// <summary>The broker's log has a release that the adapter's has not: unrecorded there, or made up.</summary>
    MissingAtAdapter,

    /// <summary>Both have it, of other bytes or for another request.</summary>
    DigestMismatch,

    /// <summary>Both have it, at another privacy cost.</summary>
    EpsilonMismatch,

    /// <summary>A receipt proves an entry that the log has not: the log was forked or cut. Keep the receipt.</summary>
    ReceiptNotInLog,

    /// <summary>A receipt that does not verify by itself: it proves nothing.</summary>
    ReceiptInvalid,

    /// <summary>It began and nothing says how it ended.</summary>
    Unfinished,

    /// <summary>The log itself is not what its key signed, or holds what is no entry.</summary>
    LogDamaged,
}
