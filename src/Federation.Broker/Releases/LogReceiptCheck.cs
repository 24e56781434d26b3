using Federation.Audit;

namespace Federation.Broker.Releases;

/// <summary>Checks a receipt with arithmetic alone: its proof leads to a checkpoint of the log's key.</summary>
public sealed class LogReceiptCheck : IReceiptCheck
{
    private readonly ProofReader _proofs = new(); // Of a busy adapter, many receipts are under one checkpoint.

    /// <inheritdoc/>
    public bool IsOnLog(string proof, ReadOnlySpan<byte> entry, string logVerifierKey) =>
        _proofs.Verify(proof, entry, logVerifierKey).IsValid;
}
