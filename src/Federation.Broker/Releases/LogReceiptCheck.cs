using Federation.Audit;

namespace Federation.Broker.Releases;

/// <summary>Checks a receipt with arithmetic alone: its proof leads to a checkpoint of the log's key.</summary>
public sealed class LogReceiptCheck : IReceiptCheck
{
    /// <inheritdoc/>
    public bool IsOnLog(string proof, ReadOnlySpan<byte> entry, string logVerifierKey) =>
        TlogProof.Verify(proof, entry, logVerifierKey).IsValid;
}
