using Federation.Adapter.Policies;
using Federation.Hosting.Errors;
using Federation.Hosting.Witnesses;

namespace Federation.Adapter.Releases;

/// <summary>
/// What a policy calls too sensitive for one party's word leaves only once witnesses have seen the log that records it:
/// whoever would show an auditor another log later is contradicted by them.
/// </summary>
/// <remarks>Asked before anything is paid, and again when the release is on record. A quorum that is missing then turns
/// nothing back: the release stays recorded and paid, and the same request has it once witnesses answer.</remarks>
public sealed class WitnessQuorum
{
    private readonly PolicyBook _policies;
    private readonly WitnessCourier? _courier;

    internal WitnessQuorum(PolicyBook policies, WitnessCourier? courier) => (_policies, _courier) = (policies, courier);

    /// <summary>Refuses where a policy requires a quorum and none answers now; nothing was paid.</summary>
    public async Task CheckAsync(DatasetPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.RequiresWitnesses
            && (_courier is null || !await _courier.HasQuorumAsync(cancellationToken)))
        {
            throw new RefusalException(Refusal.WitnessesMissing());
        }
    }

    /// <summary>A cosigned checkpoint that covers an entry, with its size; null where the dataset does not require one.
    /// </summary>
    /// <param name="dataset">Whose release it is.</param>
    /// <param name="logIndex">The index of its RELEASE.</param>
    /// <exception cref="RefusalException">No quorum cosigned it in time.</exception>
    internal async Task<(long Size, string Note)?> FindAsync(string dataset, long logIndex)
    {
        if (_policies.Find(dataset) is not { RequiresWitnesses: true })
        {
            return null;
        }

        return _courier is null
            ? throw new RefusalException(Refusal.WitnessesMissing())
            : await _courier.FindAsync(logIndex + 1, CancellationToken.None)
                ?? throw new RefusalException(Refusal.WitnessesMissing());
    }
}
