using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>A C2SP tlog-proof: the proof that an entry is in the log that a signed checkpoint describes.</summary>
/// <param name="Index">Where the entry stands, from 0.</param>
/// <param name="Hashes">The inclusion proof, the leaf's sibling first.</param>
/// <param name="SignedCheckpoint">The checkpoint as a signed note, verbatim.</param>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, string SignedCheckpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string IndexStart = "index ";
    private const string ExtraStart = "extra ";
    private const int HashesCountMax = 63;

    /// <summary>The proof as text.</summary>
    public string Format()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Header}\n{IndexStart}{Index}\n");
        foreach (var hash in Hashes)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return text.Append('\n').Append(SignedCheckpoint).ToString();
    }

    /// <summary>Reads a proof from its text; nothing is checked yet.</summary>
    /// <exception cref="FormatException">It is no tlog-proof.</exception>
    public static TlogProof Parse(string text) =>
        TryParse(text, out var proof) ? proof : throw new FormatException($"Not a {Header}.");

    /// <summary>Reads a proof from its text; nothing is checked yet. False where it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TlogProof? proof)
    {
        ArgumentNullException.ThrowIfNull(text);
        proof = null;
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0)
        {
            return false;
        }

        var lines = new Queue<string>(text[..split].Split('\n'));
        if (lines.Dequeue() != Header)
        {
            return false;
        }

        if (lines.TryPeek(out var extra) && extra.StartsWith(ExtraStart, StringComparison.Ordinal))
        {
            lines.Dequeue();
        }

        if (lines.Count > 1 + HashesCountMax || !lines.TryDequeue(out var line)
            || !line.StartsWith(IndexStart, StringComparison.Ordinal)
            || !LogText.TryReadNumber(line[IndexStart.Length..], out var index))
        {
            return false;
        }

        var hashes = new List<byte[]>();
        foreach (var text64 in lines)
        {
            if (!LogText.TryReadHash(text64, out var hash))
            {
                return false;
            }

            hashes.Add(hash);
        }

        proof = new TlogProof(index, hashes, text[(split + 2)..]);
        return true;
    }

    /// <summary>Checks offline that an entry is in the log of a key.</summary>
    /// <param name="text">The proof as text.</param>
    /// <param name="entry">The entry as it was written.</param>
    /// <param name="verifierKey">The log's key, <c>name+id+key</c>; its name is the log's origin.</param>
    public static ProofVerdict Verify(string text, ReadOnlySpan<byte> entry, string verifierKey)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(verifierKey);
        if (!NoteVerifier.TryParse(verifierKey, out var verifier))
        {
            return ProofVerdict.Refused("The log's verifier key cannot be read.");
        }

        if (!TryParse(text, out var proof))
        {
            return ProofVerdict.Refused("The proof is no tlog-proof.");
        }

        if (!verifier.TryVerify(proof.SignedCheckpoint, out var signed))
        {
            return ProofVerdict.Refused("The checkpoint was not signed by the log's key.");
        }

        if (!Checkpoint.TryParse(signed, out var checkpoint) || checkpoint.Origin != verifier.Name)
        {
            return ProofVerdict.Refused("The checkpoint is not one of this log.");
        }

        return MerkleProof.VerifyInclusion(
            MerkleTree.LeafHash(entry), proof.Index, checkpoint.Size, proof.Hashes, checkpoint.Root.Span)
            ? ProofVerdict.Proven(proof.Index, checkpoint)
            : ProofVerdict.Refused("The entry is not in the log at this index.");
    }
}
