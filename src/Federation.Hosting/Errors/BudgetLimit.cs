namespace Federation.Hosting.Errors;

/// <summary>Which limit of a privacy budget a request does not fit.</summary>
public enum BudgetLimit
{
    /// <summary>The lineage's guarantee, over all trainers.</summary>
    Lineage,

    /// <summary>What one trainer may spend of a lineage.</summary>
    Trainer,

    /// <summary>What may be spent under the agreement.</summary>
    Agreement,

    /// <summary>What may be spent for the purpose, over all trainers.</summary>
    Purpose,
}
