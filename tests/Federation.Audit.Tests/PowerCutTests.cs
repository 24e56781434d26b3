using System.Security.Cryptography;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>
/// Power cuts on a disk in memory that tears and reorders what was not synced (no loop device is needed): nothing that was
/// acknowledged is lost, and no two checkpoints that were ever signed disagree. <c>FEDERATION_POWER_CUTS</c> asks for more.
/// </summary>
public sealed class PowerCutTests
{
    private const int CutsByDefault = 150;
    private const int EntriesCount = 40;
    private const int SyncsMax = 60;

    private static readonly NoteSigner Signer = new(
        LogFixture.Origin, SigningKey.FromSeed(SHA256.HashData("log"u8)));

    private static int CutsCount =>
        int.TryParse(Environment.GetEnvironmentVariable("FEDERATION_POWER_CUTS"), out var count) ? count : CutsByDefault;

    [Fact]
    public async Task No_acknowledged_entry_is_lost_and_no_signed_checkpoint_is_contradicted()
    {
        for (var seed = 0; seed < CutsCount; seed++)
        {
            Assert.True(await SurvivesAsync(seed, ignoresSyncs: false), $"seed {seed}");
        }
    }

    [Fact]
    public async Task A_log_that_does_not_sync_is_found_out_within_three_cuts()
    {
        var losses = 0;
        for (var seed = 0; seed < 3; seed++)
        {
            losses += await SurvivesAsync(seed, ignoresSyncs: true) ? 0 : 1;
        }

        Assert.NotEqual(0, losses);
    }

    /// <summary>Fills a log until the power goes, twice over, and looks what is left.</summary>
    private static async Task<bool> SurvivesAsync(int seed, bool ignoresSyncs)
    {
        var chance = new Random(seed);
        var disk = new TearingStorage(chance.Next(2, SyncsMax), ignoresSyncs);
        var acknowledged = new List<byte[]>();
        var signed = new List<Checkpoint>();
        await FillAsync(disk, chance, acknowledged, signed);
        try
        {
            var after = disk.Recover(chance);
            await using var log = await OpenAsync(after);
            for (var i = 0; i < acknowledged.Count; i++)
            {
                if (i >= log.Count || !(await log.ReadAsync(i, CancellationToken.None)).AsSpan().SequenceEqual(acknowledged[i]))
                {
                    return false;
                }
            }

            return await AgreeAsync(log, signed);
        }
        catch (AuditLogDamagedException)
        {
            return false;
        }
    }

    private static async Task FillAsync(
        TearingStorage disk, Random chance, List<byte[]> acknowledged, List<Checkpoint> signed)
    {
        try
        {
            await using var log = await OpenAsync(disk);
            for (var i = 0; i < EntriesCount; i++)
            {
                var entry = new byte[chance.Next(1, 3_000)];
                chance.NextBytes(entry);
                var position = await log.AppendAsync(entry, CancellationToken.None);
                acknowledged.Add(entry);
                if (chance.Next(3) == 0)
                {
                    Keep(log.Prove(position.Index));
                }

                if (chance.Next(8) == 0)
                {
                    log.Publish();
                }
            }
        }
        catch (AuditLogUnavailableException)
        {
            Assert.True(disk.IsDead);
        }

        void Keep(string proof)
        {
            Assert.True(NoteVerifier.Parse(Signer.VerifierKey).TryVerify(TlogProof.Parse(proof).SignedCheckpoint, out var text));
            Assert.True(Checkpoint.TryParse(text, out var checkpoint));
            signed.Add(checkpoint);
        }
    }

    /// <summary>The log grew on; every checkpoint that was signed before is still one of its own.</summary>
    private static async Task<bool> AgreeAsync(AuditLog log, List<Checkpoint> signed)
    {
        await log.AppendAsync("after"u8.ToArray(), CancellationToken.None);
        var tree = new MerkleTree();
        await foreach (var (_, entry) in log.ReadAllAsync(CancellationToken.None))
        {
            tree.Append(MerkleTree.LeafHash(entry.Span));
        }

        return signed.All(checkpoint => checkpoint.Size <= tree.Count
            && tree.Root(checkpoint.Size).AsSpan().SequenceEqual(checkpoint.Root.Span));
    }

    private static Task<AuditLog> OpenAsync(ILogStorage storage) => LogFixture.OpenInMemoryAsync(storage, Signer);
}
