namespace Federation.Broker.Alerts;

/// <summary>What a broker tells its operator of without being asked.</summary>
public enum AlertRule
{
    /// <summary>85 % or more of a budget is spent.</summary>
    BudgetNear,

    /// <summary>A budget is spent.</summary>
    BudgetSpent,

    /// <summary>More requests than usual were refused within five minutes.</summary>
    RefusalBurst,

    /// <summary>A dataset is used for a purpose that its log has not seen before.</summary>
    NewPurpose,

    /// <summary>A peer's log was not heard of for too long.</summary>
    WitnessSilent,

    /// <summary>The broker's log does not verify.</summary>
    LogDamaged,

    /// <summary>The broker's log cannot be written.</summary>
    LogUnwritable,

    /// <summary>A peer showed two views of its log that contradict each other.</summary>
    LogForked,

    /// <summary>A witness knows another log under the broker's name.</summary>
    WitnessDisagrees,

    /// <summary>A silo sent a release or a receipt that does not verify, or is not on its log.</summary>
    ReleaseInvalid,

    /// <summary>Logs and receipts that were held against each other do not tell one story.</summary>
    ReconciliationFinding,

    /// <summary>Nobody held logs and receipts against each other for too long.</summary>
    ReconciliationOverdue,
}
