using Federation.Privacy.Schemas;

namespace Federation.Stores;

/// <summary>Which records may ever be sampled from a dataset, and which columns of them to read.</summary>
/// <param name="Shape">The declared dataset: its unit, record id and the most records of a unit.</param>
/// <param name="Columns">The columns to read, each present in the store; at least one.</param>
/// <param name="UnitsMax">
/// The most privacy units ever shown, over all trainers: only the first so many in keyed order; at least 1.
/// </param>
public sealed record SamplePlan(DatasetShape Shape, IReadOnlyList<string> Columns, long UnitsMax);
