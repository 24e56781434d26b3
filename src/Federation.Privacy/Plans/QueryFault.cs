namespace Federation.Privacy.Plans;

/// <summary>Why a question cannot be planned. Depends on the question and on declarations only.</summary>
public enum QueryFaultCode
{
    /// <summary>The question is about another dataset.</summary>
    DatasetMismatch,

    /// <summary>A column is not declared.</summary>
    ColumnUnknown,

    /// <summary>A measured column has no bounds.</summary>
    ColumnUnbounded,

    /// <summary>A group column has no declared domain.</summary>
    DomainMissing,

    /// <summary>A column cannot be compared in that way.</summary>
    ComparisonUnsupported,

    /// <summary>A constant does not fit its column, or is not among its declared values.</summary>
    ConstantInvalid,

    /// <summary>Bins are given for no group, twice, or do not fit the grid of their column.</summary>
    BinsInvalid,

    /// <summary>A measure lacks its column, or its kind is unknown.</summary>
    MeasureInvalid,

    /// <summary>Too few or too many parts: measures, conditions, values, group columns or cells.</summary>
    LimitExceeded,

    /// <summary>ε is too small to be shared among the numbers asked for.</summary>
    EpsilonTooSmall,

    /// <summary>δ is missing or too small to select groups of undeclared keys with.</summary>
    DeltaTooSmall,

    /// <summary>The declared bounds and rows could overflow 62 bits.</summary>
    RangeTooWide,
}

/// <summary>One fault of a question.</summary>
/// <param name="Code">Which.</param>
/// <param name="Field">Where: a path such as <c>filter.all[1].column</c>.</param>
/// <param name="Message">What is wrong and what to do, in one sentence.</param>
public sealed record QueryFault(QueryFaultCode Code, string Field, string Message);

/// <summary>A plan, or the faults that prevent one.</summary>
public abstract record PlanResult;

/// <summary>The question can be asked.</summary>
/// <param name="Plan">What a store runs.</param>
public sealed record Planned(BoundedPlan Plan) : PlanResult;

/// <summary>The question cannot be asked.</summary>
/// <param name="Faults">At least 1.</param>
public sealed record NotPlanned(IReadOnlyList<QueryFault> Faults) : PlanResult;
