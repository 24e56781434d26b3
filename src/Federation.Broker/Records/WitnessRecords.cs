using System.Security.Cryptography;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Hosting.Errors;
using Google.Protobuf;

namespace Federation.Broker.Records;

/// <summary>Keeps what the broker saw of adapters' logs on its own.</summary>
internal sealed class WitnessRecords(IBrokerLog log, string broker, TimeProvider time) : IWitnessStore
{
    private const int BlindBytes = 16;

    /// <inheritdoc/>
    public async Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            await log.AppendLaterAsync(new AuditEntry
            {
                Blind = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(BlindBytes)),
                RecordedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Writer = $"broker/{broker}",
                PeerCheckpoint = checkpoint,
            });
        }
        catch (RefusalException exception)
        {
            throw new AuditLogUnavailableException("What was seen of a peer's log could not be recorded.", exception);
        }
    }
}
