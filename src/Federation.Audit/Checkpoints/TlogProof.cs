using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

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
    private const int HashLengthCharacters = 44;

    /// <summary>What led to the key of the checkpoint, for who trusts an earlier one; empty where nothing did. The
    /// <c>extra</c> line of the proof.</summary>
    public string Succession { get; init; } = "";

    /// <summary>The proof as text.</summary>
    public string Format() => Format(Index, [.. Hashes.SelectMany(hash => hash)], SignedCheckpoint, Succession);

    /// <summary>A proof as text, from hashes that lie one after the other.</summary>
    internal static string Format(long index, ReadOnlySpan<byte> hashes, string signedCheckpoint, string succession)
    {
        var extra = succession.Length == 0
            ? ""
            : $"{ExtraStart}{Convert.ToBase64String(Encoding.UTF8.GetBytes(succession))}\n";
        var start = string.Create(CultureInfo.InvariantCulture, $"{Header}\n{extra}{IndexStart}{index}\n");
        var linesCount = hashes.Length / MerkleTree.HashLengthBytes;
        var length = start.Length + (linesCount * (HashLengthCharacters + 1)) + 1 + signedCheckpoint.Length;
        var rented = ArrayPool<char>.Shared.Rent(length);
        start.CopyTo(rented);
        var rest = rented.AsSpan(start.Length, length - start.Length);
        for (; !hashes.IsEmpty; hashes = hashes[MerkleTree.HashLengthBytes..])
        {
            Convert.TryToBase64Chars(hashes[..MerkleTree.HashLengthBytes], rest, out var written);
            rest[written] = '\n';
            rest = rest[(written + 1)..];
        }

        rest[0] = '\n';
        signedCheckpoint.CopyTo(rest[1..]);
        var text = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return text;
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

        var succession = "";
        if (lines.TryPeek(out var extra) && extra.StartsWith(ExtraStart, StringComparison.Ordinal))
        {
            succession = TextOf(lines.Dequeue()[ExtraStart.Length..]);
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

        proof = new TlogProof(index, hashes, text[(split + 2)..]) { Succession = succession };
        return true;
    }

    /// <summary>Checks offline that an entry is in the log of a key.</summary>
    /// <param name="text">The proof as text.</param>
    /// <param name="entry">The entry as it was written.</param>
    /// <param name="verifierKey">A key of the log that is trusted, <c>name+id+key</c>; its name is the log's origin.
    /// Where the log has another key by now, the proof must say how that came to be.</param>
    public static ProofVerdict Verify(string text, ReadOnlySpan<byte> entry, string verifierKey)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(verifierKey);
        return VerifyWith(new SignedCheckpoints(), text, entry, verifierKey);
    }

    /// <summary>The same, with a memory of the checkpoints whose signature held before.</summary>
    internal static ProofVerdict VerifyWith(
        SignedCheckpoints signed, string text, ReadOnlySpan<byte> entry, string verifierKey) =>
        signed.TryOpen(text, verifierKey, out var proof, out var checkpoint, out var refused)
            ? Judge(proof, checkpoint, MerkleProof.VerifyInclusion(
                MerkleTree.LeafHash(entry), proof.Index, checkpoint.Size, proof.Hashes, checkpoint.Root.Span))
            : refused;

    /// <summary>Checks many, each as <see cref="Verify"/> does: their hashes side by side, and the signature of a
    /// checkpoint once for all that it covers.</summary>
    /// <param name="claims">The proofs, of any logs.</param>
    /// <returns>What became of each, in their order.</returns>
    public static IReadOnlyList<ProofVerdict> VerifyAll(IReadOnlyList<ProofClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var (signed, leaves) = (new SignedCheckpoints(), new LeafBatch());
        var verdicts = new ProofVerdict?[claims.Count];
        var opened = new List<(int Place, TlogProof Proof, Checkpoint Checkpoint)>();
        var leafHashes = new List<byte>();
        for (var i = 0; i < verdicts.Length; i++)
        {
            var (text, entry, key) = claims[i];
            if (!signed.TryOpen(text, key, out var proof, out var checkpoint, out verdicts[i]))
            {
                continue;
            }

            if (leaves.IsFull)
            {
                leafHashes.AddRange(leaves.Take());
            }

            leaves.Add(entry.Span);
            opened.Add((i, proof, checkpoint));
        }

        leafHashes.AddRange(leaves.Take());
        ReadOnlyMemory<byte> hashes = leafHashes.ToArray();
        var holds = MerkleProof.VerifyInclusions([.. opened.Select((one, i) => new InclusionClaim(
            hashes.Slice(i * MerkleTree.HashLengthBytes, MerkleTree.HashLengthBytes), one.Proof.Index,
            one.Checkpoint.Size, one.Proof.Hashes, one.Checkpoint.Root))]);
        foreach (var (i, (place, proof, checkpoint)) in opened.Index())
        {
            verdicts[place] = Judge(proof, checkpoint, holds[i]);
        }

        return verdicts!;
    }

    private static ProofVerdict Judge(TlogProof proof, Checkpoint checkpoint, bool isIncluded) => isIncluded
        ? ProofVerdict.Proven(proof.Index, checkpoint)
        : ProofVerdict.Refused("The entry is not in the log at this index.");

    /// <summary>What the extra line says; empty where it says something else.</summary>
    private static string TextOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : "";
    }
}
