using System.Diagnostics.CodeAnalysis;
using Federation.Contracts.Type.V1;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>What a party knows of one peer while it runs: what the peer saw, and what still waits to be
/// watched.</summary>
internal sealed class PeerState
{
    private readonly Lock _gate = new();
    private LogExchange? _waiting;
    private bool _isWatched;
    private string _cosignature = "";
    private string _witnessKey = "";

    /// <summary>The size of our log that the peer cosigned last.</summary>
    public long OurSeenSize { get; private set; }

    /// <summary>Watches what was put; done while nothing waits.</summary>
    public Task Watching { get; set; } = Task.CompletedTask;

    /// <summary>Takes what the peer saw of our log. It may be less than before: the peer lost it, and is told
    /// anew.</summary>
    public void TakeSeen(long size, string cosignature, string witnessKey)
    {
        lock (_gate)
        {
            (OurSeenSize, _cosignature, _witnessKey) = (size, cosignature, witnessKey);
        }
    }

    /// <summary>The peer's cosignature over a checkpoint; empty where it has none that its own key verifies. Looked at
    /// here, where somebody asks for it, and not with each call.</summary>
    /// <param name="size">The size of the checkpoint.</param>
    /// <param name="note">The checkpoint as a signed note.</param>
    public string CosignatureOf(long size, string note)
    {
        string lines, key;
        lock (_gate)
        {
            (lines, key) = size == OurSeenSize ? (_cosignature, _witnessKey) : ("", "");
        }

        return lines.Length > 0 && CosignatureVerifier.TryParse(key, out var witness)
            ? string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n")
                .Where(line => witness.TryVerify(note + line, out _)))
            : "";
    }

    /// <summary>Puts what the peer said last in the place of what still waits. True where nobody watches yet.</summary>
    public bool Put(LogExchange exchange)
    {
        lock (_gate)
        {
            _waiting = exchange;
            return !_isWatched && (_isWatched = true);
        }
    }

    /// <summary>Takes what waits; false, and nobody watches, where nothing does.</summary>
    public bool TryTake([NotNullWhen(true)] out LogExchange? exchange)
    {
        lock (_gate)
        {
            (exchange, _waiting) = (_waiting, null);
            _isWatched = exchange is not null;
            return _isWatched;
        }
    }
}
