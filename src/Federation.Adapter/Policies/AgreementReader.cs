using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Reads who may ask, under which terms.</summary>
internal static class AgreementReader
{
    public static IReadOnlyList<Agreement> ReadAll(YamlMap root, IReadOnlyList<string> purposes, bool hasSamples)
    {
        var agreements = root.RequiredList("agreements", 0, map => Read(map, purposes, hasSamples));
        if (agreements.GroupBy(agreement => agreement.Id).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            root.Reject("agreements", $"agreement '{twins.Key}' is written twice", "give each its own id");
        }

        return agreements;
    }

    private static Agreement Read(YamlMap map, IReadOnlyList<string> policyPurposes, bool hasSamples)
    {
        var quotas = map.RequiredMap("quotas");
        var agreement = new Agreement(
            map.RequiredString("id", pattern: "[a-z0-9][a-z0-9-]{1,62}"),
            map.RequiredString("trainer", pattern: "[0-9a-f]{64}"),
            map.RequiredEnums<DeliveryKind>("deliveries", 1), map.RequiredStrings("purposes", 1),
            map.RequiredInstant("from"), map.RequiredInstant("until"),
            new AgreementQuotas(
                BudgetReader.ReadMicros(quotas, "epsilon"), quotas.RequiredInteger("requests", 1, 1_000_000_000),
                quotas.RequiredInteger("records", 0, 1_000_000_000_000)));
        if (agreement.Purposes.FirstOrDefault(purpose => !policyPurposes.Contains(purpose)) is { } foreign)
        {
            map.Reject("purposes", $"'{foreign}' is not a purpose of the policy",
                $"write one of: {string.Join(", ", policyPurposes)}; or add it to the policy's purposes");
        }

        if (agreement.ValidUntil <= agreement.ValidFrom && map.Has("from") && map.Has("until"))
        {
            map.Reject("until", "'until' is not after 'from'", "write the earlier of the two as from");
        }

        if (agreement.Deliveries.Contains(DeliveryKind.Samples) && !hasSamples)
        {
            map.Reject("deliveries", "the policy offers no samples", "remove samples here, or add 'samples:' above");
        }

        return agreement;
    }
}
