using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>One group of the data, before anything of it is private.</summary>
/// <param name="Key">The value of each group column.</param>
/// <param name="Size">The sum of what its units weigh in selection.</param>
/// <param name="Values">One exact integer a component.</param>
internal sealed record ExactGroup(DomainValue[] Key, long Size, long[] Values)
{
    /// <summary>Never shows a value.</summary>
    public override string ToString() => nameof(ExactGroup);
}
