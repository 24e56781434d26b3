using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>Opens proofs up to the checkpoint that they lead to. A signature takes several times as long as the hashes
/// of a proof, and releases of one group commit share it: it is checked once.</summary>
/// <param name="keptMax">How many checkpoints are remembered before all are forgotten.</param>
/// <remarks>Remembers only what held, each with every byte that was checked: another key, another way to it, or another
/// note is checked anew. Many threads may use it.</remarks>
internal sealed class SignedCheckpoints(int keptMax = int.MaxValue)
{
    private const int NoteLengthMax = 16 << 10; // Characters; a peer that signs longer ones does not fill the memory.

    private readonly ConcurrentDictionary<(string Key, string Succession, string Note), Checkpoint> _known = [];
    private int _keptCount;

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
        (checkpoint, refused) = (null, null);
        if (!TlogProof.TryParse(text, out proof))
        {
            refused = ProofVerdict.Refused("The proof is no tlog-proof.");
            return false;
        }

        var asked = (verifierKey, proof.Succession, proof.SignedCheckpoint);
        if (_known.TryGetValue(asked, out checkpoint))
        {
            return true;
        }

        if (!NoteVerifier.TryParse(verifierKey, out _))
        {
            refused = ProofVerdict.Refused("The log's verifier key cannot be read.");
            return false;
        }

        if (!LogKeys.Of(verifierKey, proof.Succession).TryVerify(proof.SignedCheckpoint, out checkpoint))
        {
            refused = ProofVerdict.Refused("The checkpoint was not signed by the log's key.");
            return false;
        }

        Remember(asked, checkpoint);
        return true;
    }

    private void Remember((string Key, string Succession, string Note) asked, Checkpoint checkpoint)
    {
        if (asked.Note.Length + asked.Succession.Length > NoteLengthMax)
        {
            return;
        }

        if (Interlocked.Increment(ref _keptCount) > keptMax)
        {
            _known.Clear();
            Volatile.Write(ref _keptCount, 1);
        }

        _known[asked] = checkpoint;
    }
}
