using Federation.Adapter.Checks;
using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;

namespace Federation.Adapter.Slices;

/// <summary>A slice is spent by the one adapter whose key it names.</summary>
public static class SliceRecipients
{
    /// <summary>Policies whose slice was granted to another adapter, each on its line.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="fingerprint">The fingerprint of this adapter's signing key.</param>
    public static IReadOnlyList<ConfigurationFault> Find(PolicyBook policies, string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return
        [
            .. policies.Datasets
                .Where(policy => policy.Budget.Slice is { } slice && slice.RecipientFingerprint != fingerprint)
                .Select(policy => PolicyLines.Of(policy.File).OfBudget(
                    "slice", "the slice was granted to another adapter, by its signing key",
                    "let the home grant one to this adapter: federation adapter slice --to " + fingerprint)),
        ];
    }
}
