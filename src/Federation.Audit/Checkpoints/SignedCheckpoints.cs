using System.Diagnostics.CodeAnalysis;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>Opens proofs up to the checkpoint that they lead to. A signature takes several times as long as the hashes
/// of a proof, and releases of one group commit share it: it is checked once.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
internal sealed class SignedCheckpoints
{
    private readonly Dictionary<(string Key, string Succession, string Note), Checkpoint?> _known = [];

    /// <summary>Reads a proof and checks the signature of its checkpoint; false where it does not hold.</summary>
    /// <param name="text">The proof as text.</param>
    /// <param name="verifierKey">A key of the log that is trusted.</param>
    /// <param name="proof">The proof; its hashes are not checked yet.</param>
    /// <param name="checkpoint">What was signed.</param>
    /// <param name="refused">Why it does not hold.</param>
    public bool TryOpen(
        string text, string verifierKey, [NotNullWhen(true)] out TlogProof? proof,
        [NotNullWhen(true)] out Checkpoint? checkpoint, [NotNullWhen(false)] out ProofVerdict? refused)
    {
        (proof, checkpoint, refused) = (null, null, null);
        if (!NoteVerifier.TryParse(verifierKey, out var verifier))
        {
            refused = ProofVerdict.Refused("The log's verifier key cannot be read.");
            return false;
        }

        if (!TlogProof.TryParse(text, out proof))
        {
            refused = ProofVerdict.Refused("The proof is no tlog-proof.");
            return false;
        }

        var asked = (verifier.VerifierKey, proof.Succession, proof.SignedCheckpoint);
        if (!_known.TryGetValue(asked, out checkpoint))
        {
            _ = LogKeys.Of(verifier.VerifierKey, proof.Succession).TryVerify(proof.SignedCheckpoint, out checkpoint);
            _known[asked] = checkpoint;
        }

        if (checkpoint is null)
        {
            refused = ProofVerdict.Refused("The checkpoint was not signed by the log's key.");
            return false;
        }

        return true;
    }
}
