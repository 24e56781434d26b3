using Federation.Audit;

namespace Federation.Broker.Releases;

/// <summary>Checks a receipt with arithmetic alone: the proof leads to a checkpoint that the log's key signed.</summary>
public sealed class LogReceiptCheck : IReceiptCheck
{
    /// <inheritdoc/>
    public bool IsOnLog(string proof, ReadOnlySpan<byte> entry, string logVerifierKey) =>
        TlogProof.Verify(proof, entry, logVerifierKey).IsValid;
}
