namespace Federation.Audit;

/// <summary>
/// Checks proofs as they come, each as <see cref="TlogProof.Verify"/> does, and the signature of a checkpoint once for
/// all that it covers: entries of one group commit are proved under the same one.
/// </summary>
/// <remarks>Many threads may use it. It remembers a few checkpoints, and none that did not hold.</remarks>
public sealed class ProofReader
{
    private const int CheckpointsMax = 256;
    private readonly SignedCheckpoints _signed = new(CheckpointsMax);

    /// <summary>Checks offline that an entry is in the log of a key.</summary>
    /// <param name="text">The proof as text.</param>
    /// <param name="entry">The entry as it was written.</param>
    /// <param name="verifierKey">A key of the log that is trusted, <c>name+id+key</c>.</param>
    public ProofVerdict Verify(string text, ReadOnlySpan<byte> entry, string verifierKey)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(verifierKey);
        return TlogProof.VerifyWith(_signed, text, entry, verifierKey);
    }
}
