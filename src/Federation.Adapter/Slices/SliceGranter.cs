using Federation.Adapter.Journal;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Google.Protobuf;

namespace Federation.Adapter.Slices;

/// <summary>Grants parts of a lineage's budget to other adapters: debited here first, then signed.</summary>
public static class SliceGranter
{
    /// <summary>Debits a slice on the adapter's log, and writes the file that its recipient's policy names.</summary>
    /// <param name="options">The home; it must not run meanwhile, for its log has one writer.</param>
    /// <param name="order">What is granted.</param>
    /// <param name="cancellationToken">Gives up before the debit.</param>
    /// <returns>The file.</returns>
    /// <exception cref="RefusalException">Too little is left; nothing was debited.</exception>
    /// <exception cref="ArgumentException">No policy is of that lineage, or it is a slice itself.</exception>
    /// <exception cref="Audit.AuditLogUnavailableException">The adapter runs, or the log cannot be written.</exception>
    public static async Task<string> GrantAsync(
        AdapterOptions options, SliceOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(order);
        var identity = options.Identity();
        var policies = PolicyBook.Load(options.PoliciesFolder);
        await using var log = await AdapterLog.OpenAsync(
            identity, options.StateFolder, policies,
            AdapterSeams.System with { GuardFolder = options.GuardFolder }, cancellationToken);
        return SliceFile.Format(await GrantAsync(log, identity, policies, order));
    }

    internal static async Task<SealedSlice> GrantAsync(
        AdapterLog log, AdapterIdentity identity, PolicyBook policies, SliceOrder order)
    {
        var policy = policies.Datasets.FirstOrDefault(candidate => candidate.Shape.Lineage == order.Lineage)
            ?? throw new ArgumentException($"no policy is of lineage '{order.Lineage}'", nameof(order));
        if (policy.Budget.Slice is not null)
        {
            throw new ArgumentException($"lineage '{order.Lineage}' has its home elsewhere", nameof(order));
        }

        if (order.RecipientFingerprint == identity.SigningKey.Fingerprint)
        {
            throw new ArgumentException("an adapter needs no slice of its own lineage", nameof(order));
        }

        var slice = new BudgetSlice
        {
            Federation = identity.Federation,
            HomeSilo = identity.Silo,
            Lineage = order.Lineage,
            RecipientFingerprint = order.RecipientFingerprint,
            EpsilonMicros = order.EpsilonMicros,
            DeltaFemtos = order.DeltaFemtos,
        };
        var index = await log.Ledger.DebitAsync(policy, slice);                         // debited, durable
        return new SealedSlice                                                            // then signed
        {
            Envelope = ReleaseSealer.Sign(identity.SigningKey, PayloadTypes.BudgetSlice, slice.ToByteArray()),
            Receipt = await log.Journal.ProveAsync(index, CancellationToken.None),
        };
    }
}
