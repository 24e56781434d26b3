using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Policies;

/// <summary>
/// A policy file that was read and may still hold faults, so that those between files can be told too.
/// </summary>
/// <param name="Shape">Its dataset; stand-ins where it has faults.</param>
/// <param name="Budget">Its budget; stand-ins where it has faults.</param>
/// <param name="Root">The whole document.</param>
/// <param name="BudgetMap">The lines of the budget.</param>
/// <param name="Store">Where its data lie.</param>
/// <param name="SampleUnitsMax">The cap on units of its samples; null where it offers none.</param>
/// <param name="Build">Makes the policy, after <see cref="Finish"/> only.</param>
internal sealed record PolicyReading(
    DatasetShape Shape, BudgetRules Budget, YamlMap Root, YamlMap BudgetMap, StoreOptions Store, int? SampleUnitsMax,
    Func<DatasetPolicy> Build)
{
    /// <summary>Ends the reading.</summary>
    /// <exception cref="ConfigurationException">Every fault of the file.</exception>
    public void Finish() => Root.Finish();
}
