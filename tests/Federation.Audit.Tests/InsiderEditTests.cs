using System.Globalization;

namespace Federation.Audit.Tests;

/// <summary>Fault 19: an insider who knows the format, and may have the key, edits one of many entries.</summary>
/// <remarks>Over a million entries: <c>FEDERATION_EDITED_ENTRIES=1000000 dotnet
/// artifacts/bin/Federation.Audit.Tests/debug/Federation.Audit.Tests.dll -class
/// Federation.Audit.Tests.InsiderEditTests</c>.</remarks>
public sealed class InsiderEditTests : IDisposable
{
    private const int EntriesCountShort = 10_000;
    private const int PlacesCount = 4;
    private const int SwapDistance = 300;
    private const int ChunkCount = 10_000;

    private static readonly int EntriesCount = int.Parse(
        Environment.GetEnvironmentVariable("FEDERATION_EDITED_ENTRIES") ?? $"{EntriesCountShort}",
        CultureInfo.InvariantCulture);

    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Every_edit_of_one_of_many_entries_is_named_and_an_untouched_log_is_intact()
    {
        await FillAsync(_fixture, _ => { });
        await AssertIntactAsync();
        var files = Directory.GetFiles(Path.Combine(_fixture.Directory, "wal")).ToDictionary(
            file => file, File.ReadAllBytes);
        foreach (var place in Enumerable.Range(0, PlacesCount).Select(PlaceOf))
        {
            await AssertNamedAsync(entries => entries[place] = "forged"u8.ToArray(), place, DamageKind.Altered);
            await AssertNamedAsync(entries => entries.RemoveAt(place), place, DamageKind.Removed);
            await AssertNamedAsync(
                entries => entries.Insert(place, "smuggled"u8.ToArray()), place, DamageKind.Inserted);
            await AssertNamedAsync( // It is a known one, in another place.
                entries => entries.Insert(place + 1, entries[place]), place + 1, DamageKind.Reordered);
            await AssertNamedAsync(
                entries => (entries[place], entries[place + SwapDistance]) =
                    (entries[place + SwapDistance], entries[place]),
                place, DamageKind.Reordered);
        }

        Array.ForEach(Directory.GetFiles(Path.Combine(_fixture.Directory, "wal")), File.Delete);
        foreach (var (file, bytes) in files)
        {
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        await AssertIntactAsync();
    }

    [Fact]
    public async Task A_tail_that_is_written_anew_and_signed_with_the_real_key_disagrees_with_all_who_saw_the_log()
    {
        using var first = new LogFixture();
        first.GuardFile = Path.Combine(_fixture.Directory, "guard");
        await FillAsync(first, _ => { });
        var seen = CheckpointIn(first);

        await FillAsync(_fixture, entries =>
        {
            entries[PlaceOf(PlacesCount - 1)] = "forged"u8.ToArray();
            entries.Add("one more"u8.ToArray());
        });

        await AssertIntactAsync(); // By itself it is a log like any other.
        var forged = CheckpointIn(_fixture);
        await using (var log = await _fixture.OpenAsync())
        {
            Assert.False(MerkleProof.VerifyConsistency(
                seen.Size, seen.Root.Span, forged.Size, forged.Root.Span,
                log.ProveConsistency(seen.Size, forged.Size)));
        }

        _fixture.GuardFile = first.GuardFile;
        await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
    }

    /// <summary>Spread over the log, in its first and its last tile too.</summary>
    private static int PlaceOf(int number) =>
        (int)(7 + ((long)number * (EntriesCount - (2 * SwapDistance)) / (PlacesCount - 1)));

    private static Checkpoint CheckpointIn(LogFixture fixture)
    {
        var note = File.ReadAllText(Path.Combine(fixture.Directory, "checkpoint"));
        var text = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        Assert.True(Checkpoint.TryParse(text, out var checkpoint));
        return checkpoint;
    }

    private static List<byte[]> Entries() => [.. Enumerable.Range(0, EntriesCount).Select(LogFixture.Entry)];

    private static async Task FillAsync(LogFixture fixture, Action<List<byte[]>> change)
    {
        var entries = Entries();
        change(entries);
        await using var log = await fixture.OpenAsync();
        foreach (var some in entries.Chunk(ChunkCount))
        {
            await Task.WhenAll(some.Select(entry => log.AppendLaterAsync(entry)));
        }
    }

    private async Task AssertIntactAsync()
    {
        var report = await VerifyAsync();
        Assert.True(report.IsIntact, report.Explanation);
    }

    private async Task AssertNamedAsync(Action<List<byte[]>> edit, int index, DamageKind kind)
    {
        var entries = Entries();
        edit(entries);
        var bytes = new byte[entries.Sum(entry => WalRecord.HeaderLengthBytes + entry.Length)];
        var used = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            used += WalRecord.Write(bytes.AsSpan(used), i, entries[i]); // Each has its right checksum and index.
        }

        var first = _fixture.Segment;
        foreach (var file in Directory.GetFiles(Path.Combine(_fixture.Directory, "wal")))
        {
            File.Delete(file);
        }

        await File.WriteAllBytesAsync(first, bytes, TestContext.Current.CancellationToken);
        var report = await VerifyAsync();
        Assert.Equal((false, index, kind), (report.IsIntact, report.FirstBadIndex, report.Damage));
    }

    private Task<VerifyReport> VerifyAsync() => LogVerifier.VerifyAsync(
        _fixture.Directory, _fixture.Signer.VerifierKey, null, TestContext.Current.CancellationToken);
}
