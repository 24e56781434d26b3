using Federation.Adapter.Policies;

namespace Federation.Adapter.Samples;

/// <summary>
/// What is read of each record: every column that the policy lets out, whichever are asked for, so that which records
/// leave does not depend on the question; the known values beside them; and whose record it is.
/// </summary>
internal sealed class SampleLayout
{
    private readonly int _knownStart;

    public SampleLayout(DatasetPolicy policy)
    {
        var rules = policy.Samples ?? throw new InvalidOperationException("The policy offers no samples.");
        (Rules, _knownStart) = (rules, rules.Columns.Count);
        var known = rules.KnownValues?.Columns ?? [];
        var unit = policy.Shape.UnitColumn;
        HasUnit = known.Count > 0 && unit is not null && policy.Shape.RecordsPerUnitBound > 1;
        Columns =
        [
            .. rules.Columns.Select(column => column.Name), .. known.Select(column => column.Name),
            .. HasUnit ? [unit!] : Array.Empty<string>(),
        ];
    }

    /// <summary>The columns in the order in which they are read.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What a sample may hold.</summary>
    public SampleRules Rules { get; }

    /// <summary>Whether other records of the same unit can hold known values too.</summary>
    public bool HasUnit { get; }

    /// <summary>The known values of a record that was read.</summary>
    public IEnumerable<(string Kind, string Value)> KnownOf(IReadOnlyList<string?> values) =>
        (Rules.KnownValues?.Columns ?? []).Select((column, i) => (column.Kind, Value: values[_knownStart + i]))
            .Where(known => !string.IsNullOrWhiteSpace(known.Value)).Select(known => (known.Kind, known.Value!));

    /// <summary>Whose record it is; null where nobody needs to know.</summary>
    public string? UnitOf(IReadOnlyList<string?> values) => HasUnit ? values[Columns.Count - 1] : null;
}
