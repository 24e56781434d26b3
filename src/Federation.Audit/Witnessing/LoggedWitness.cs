using System.Security.Cryptography;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit;

/// <summary>A witness of its own, beside no holder and no broker: what it saw of logs is on its own log, which anyone
/// can verify as any other.</summary>
public sealed class LoggedWitness : IWitnessStore, IAsyncDisposable
{
    private const int BlindBytes = 16;
    private readonly AuditLog _log;
    private readonly TimeProvider _time;

    private LoggedWitness(AuditLog log, Cosigner cosigner, TimeProvider time)
    {
        (_log, _time) = (log, time);
        Witness = new Witness(cosigner, this, time);
    }

    /// <summary>Compares, keeps, cosigns.</summary>
    public Witness Witness { get; }

    /// <summary>The key that checks its own log.</summary>
    public string LogVerifierKey => _log.VerifierKey;

    /// <summary>Opens the log and takes back what was seen.</summary>
    /// <param name="folder">Where its log is kept.</param>
    /// <param name="name">The name of the witness and of its log, such as <c>witness.example/w1</c>.</param>
    /// <param name="key">Signs both; stays the caller's.</param>
    /// <param name="logs">The keys of the logs that it watches.</param>
    /// <param name="time">The clock of cosignatures.</param>
    /// <param name="cancellationToken">Gives up before it watches.</param>
    /// <exception cref="AuditLogUnavailableException">Another process writes its log, or it cannot be
    /// written.</exception>
    /// <exception cref="AuditLogDamagedException">Its log was cut or edited.</exception>
    public static async Task<LoggedWitness> OpenAsync(
        string folder, string name, SigningKey key, IEnumerable<string> logs, TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var log = await AuditLog.OpenAsync(
            new AuditLogOptions { Directory = folder, Origin = name }, new NoteSigner(name, key), time,
            cancellationToken).ConfigureAwait(false);
        var opened = new LoggedWitness(log, new Cosigner(name, key), time);
        foreach (var verifierKey in logs)
        {
            opened.Witness.Trust(verifierKey);
        }

        await foreach (var (_, bytes) in log.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (EntryBytes.TryRead(bytes.Span)?.PeerCheckpoint is { } seen)
            {
                opened.Witness.Restore(seen);
            }
        }

        return opened;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken) =>
        await _log.AppendAsync(
            EntryBytes.Write(new AuditEntry
            {
                Blind = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(BlindBytes)),
                RecordedUnixMs = _time.GetUtcNow().ToUnixTimeMilliseconds(),
                Writer = $"witness/{_log.Origin}",
                PeerCheckpoint = checkpoint,
            }),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync().ConfigureAwait(false);
        Witness.Dispose();
    }
}
