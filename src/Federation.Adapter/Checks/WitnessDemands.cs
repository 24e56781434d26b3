using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Hosting.Witnesses;

namespace Federation.Adapter.Checks;

/// <summary>A policy may demand witnesses only of an adapter that has some: else nothing would ever leave.</summary>
internal static class WitnessDemands
{
    /// <summary>Policies that demand a quorum where the host names no witnesses; each on its line.</summary>
    public static IReadOnlyList<ConfigurationFault> Find(PolicyBook policies, WitnessOptions? witnesses) =>
        witnesses?.Policy.AsksForWitnesses == true
            ? []
            : [.. policies.Datasets.Where(policy => policy.RequiresWitnesses).Select(policy =>
                PolicyLines.Of(policy.File).OfKey(
                    "witnessQuorum",
                    $"'{policy.Dataset}' requires witnesses and the adapter has none",
                    "name a witness policy with a quorum under 'witnesses' in adapter.yaml, or write none here"))];
}
