using System.Globalization;
using System.Security.Cryptography;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>
/// What our logs produce is accepted by an implementation that shares no code with ours; what was damaged is refused by
/// both. Skipped, visibly, where Go is not installed.
/// </summary>
public sealed class IndependentTests : IDisposable
{
    private readonly LogFixture _fixture = new();
    private readonly IndependentCheck _check = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Key => _fixture.Signer.VerifierKey;

    public void Dispose()
    {
        _fixture.Dispose();
        _check.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(600)]
    [InlineData(66_000)]
    public async Task A_log_of_any_size_is_accepted(int count)
    {
        await FillAsync(count);
        _check.Add("log", _fixture.Directory, Key);
        AssertAll(holds: true);
    }

    [Fact]
    public async Task Every_damaged_file_of_a_log_is_refused_by_both()
    {
        await FillAsync(300);
        var files = MemoryLogFiles.Of(_fixture.Directory);
        var expected = new List<bool>();
        foreach (var (name, content) in files.Files.ToList())
        {
            for (var bit = 0; bit < content.Length * 8; bit += Math.Max(1, content.Length * 8 / 24))
            {
                var damaged = content.ToArray();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                files.Files[name] = damaged;
                expected.Add((await PublishedLog.VerifyAsync(files, Key, null, Cancellation)).IsIntact);
                _check.Add("log", WriteCopy(files), Key);
            }

            files.Files[name] = content;
        }

        Assert.DoesNotContain(true, expected);
        AssertAll(holds: false);
    }

    [Fact]
    public async Task Inclusion_proofs_are_accepted_and_every_single_bit_of_damage_is_refused_by_both()
    {
        await using var log = await _fixture.OpenAsync();
        var ours = new List<bool>();
        for (var i = 0; i < 40; i++)
        {
            await log.AppendAsync(LogFixture.Entry(i), Cancellation);
        }

        for (var i = 0; i < 40; i++)
        {
            Check(log.Prove(i), LogFixture.Entry(i));
        }

        Assert.DoesNotContain(false, ours);
        ours.Clear();
        AssertAll(holds: true);
        var bytes = System.Text.Encoding.UTF8.GetBytes(log.Prove(17));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            ours.Add(TlogProof.Verify(System.Text.Encoding.UTF8.GetString(bytes), LogFixture.Entry(17), Key).IsValid);
            if (bit % 5 == 0) // The other side reads files: a fifth of them is enough for it.
            {
                _check.Add("proof", _check.Write(bytes), _check.Write(LogFixture.Entry(17)), Key);
            }

            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.DoesNotContain(true, ours);
        AssertAll(holds: false, skip: 40);

        void Check(string proof, byte[] entry)
        {
            ours.Add(TlogProof.Verify(proof, entry, Key).IsValid);
            _check.Add("proof", _check.Write(proof), _check.Write(entry), Key);
        }
    }

    [Fact]
    public void Truncated_extended_and_swapped_proofs_are_refused_by_both()
    {
        var tree = TreeOf(100);
        var note = _fixture.Signer.Sign(new Checkpoint(LogFixture.Origin, 100, tree.Root(100)).Format());
        var proofs = Enumerable.Range(0, 100).Select(i => tree.ProveInclusion(i, 100)).ToList();
        for (var i = 0; i < 100; i += 3)
        {
            IReadOnlyList<byte[]>[] wrong =
                [[.. proofs[i].Skip(1)], [.. proofs[i].SkipLast(1)], [.. proofs[i], new byte[32]], proofs[(i + 1) % 100], [.. proofs[i].Reverse()]];
            foreach (var hashes in wrong)
            {
                var text = new TlogProof(i, hashes, note).Format();
                Assert.False(TlogProof.Verify(text, LogFixture.Entry(i), Key).IsValid);
                _check.Add("proof", _check.Write(text), _check.Write(LogFixture.Entry(i)), Key);
            }
        }

        AssertAll(holds: false);
    }

    [Fact]
    public void Consistency_proofs_of_all_pairs_are_accepted_and_altered_ones_refused()
    {
        var tree = TreeOf(40);
        for (var to = 1; to <= 40; to++)
        {
            for (var from = 1; from < to; from++)
            {
                _check.Add("consistency", _check.Write(Consistency(tree, from, to, tree.ProveConsistency(from, to))), Key);
            }
        }

        AssertAll(holds: true);
        var proof = tree.ProveConsistency(23, 40).ToList();
        for (var i = 0; i < proof.Count; i++)
        {
            var altered = proof.ToList();
            altered[i] = SHA256.HashData(altered[i]);
            _check.Add("consistency", _check.Write(Consistency(tree, 23, 40, altered)), Key);
            altered.RemoveAt(i);
            _check.Add("consistency", _check.Write(Consistency(tree, 23, 40, altered)), Key);
        }

        AssertAll(holds: false, skip: 780);
    }

    [Fact]
    public void Cosignatures_are_accepted_and_every_single_bit_of_damage_is_refused_by_both()
    {
        using var key = SigningKey.FromSeed(SHA256.HashData("witness"u8));
        var cosigner = new Cosigner("witness.example/w", key);
        var note = _fixture.Signer.Sign(new Checkpoint(LogFixture.Origin, 3, new byte[32]).Format());
        var cosigned = note + cosigner.Cosign(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)], 1_700_000_000);
        _check.Add("cosignature", _check.Write(cosigned), cosigner.VerifierKey);
        AssertAll(holds: true);
        Assert.True(CosignatureVerifier.TryParse(cosigner.VerifierKey, out var verifier));
        Assert.True(verifier.TryVerify(cosigned, out _));
        var line = cosigned.TrimEnd('\n').Split(' ')[^1];
        var payload = Convert.FromBase64String(line);
        for (var bit = 0; bit < payload.Length * 8; bit++)
        {
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
            var damaged = cosigned.Replace(line, Convert.ToBase64String(payload), StringComparison.Ordinal);
            Assert.False(verifier.TryVerify(damaged, out _));
            _check.Add("cosignature", _check.Write(damaged), cosigner.VerifierKey);
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        AssertAll(holds: false, skip: 1);
    }

    private void AssertAll(bool holds, int skip = 0)
    {
        var results = _check.Run().Skip(skip).ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Holds == holds, result.Line));
    }

    private async Task FillAsync(int count)
    {
        await using var log = await _fixture.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => log.AppendLaterAsync(LogFixture.Entry(i))));
    }

    private string WriteCopy(MemoryLogFiles files)
    {
        var folder = _check[Guid.NewGuid().ToString("N")];
        foreach (var (name, content) in files.Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return folder;
    }

    private string Consistency(MerkleTree tree, long from, long to, IReadOnlyList<byte[]> proof) => string.Create(
        CultureInfo.InvariantCulture, $"old {from}\nroot {Convert.ToBase64String(tree.Root(from))}\n")
        + string.Concat(proof.Select(hash => Convert.ToBase64String(hash) + "\n")) + "\n"
        + _fixture.Signer.Sign(new Checkpoint(LogFixture.Origin, to, tree.Root(to)).Format());

    private static MerkleTree TreeOf(int size)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(MerkleTree.LeafHash(LogFixture.Entry(i)));
        }

        return tree;
    }
}
