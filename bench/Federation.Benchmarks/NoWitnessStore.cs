using Federation.Audit;
using Federation.Contracts.Audit.V1;

namespace Federation.Benchmarks;

/// <summary>For a witness that sees nothing.</summary>
internal sealed class NoWitnessStore : IWitnessStore
{
    public Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken) => Task.CompletedTask;
}
