using System.Text;

namespace Federation.Audit.Tests;

/// <summary>What a log lays out for any static server: exactly the C2SP files, enough to check all of it.</summary>
public sealed class PublishedLogTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_log_has_the_files_of_the_specification_and_no_others()
    {
        await _fixture.FillAsync(600);
        Assert.Equal(
            [
                "checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2",
                "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88",
            ],
            MemoryLogFiles.Of(_fixture.Directory).Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bundle_holds_each_entry_behind_its_length_in_two_bytes()
    {
        await _fixture.FillAsync(2);
        Assert.Equal(
            "0007" + Hex("entry 0") + "0007" + Hex("entry 1"),
            Convert.ToHexStringLower(MemoryLogFiles.Of(_fixture.Directory).Files["tile/entries/000.p/2"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    public async Task The_public_files_alone_are_enough_to_check_a_log(int count)
    {
        await _fixture.FillAsync(count);
        Directory.Delete(Path.Combine(_fixture.Directory, "wal"), recursive: true);
        Directory.Delete(Path.Combine(_fixture.Directory, ".state"), recursive: true);
        var report = await PublishedLog.VerifyAsync(
            new FolderLogFiles(_fixture.Directory), _fixture.Signer.VerifierKey, null, Cancellation);
        Assert.True(report.IsIntact, report.Explanation);
        Assert.Equal((count, count), (report.EntriesCount, report.Checkpoint!.Size));
    }

    [Fact]
    public async Task A_log_of_seventy_thousand_has_three_levels_and_is_intact()
    {
        await using (var log = await _fixture.OpenAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 70_000).Select(
                i => log.AppendLaterAsync(LogFixture.Entry(i)))); // Nobody waits for one: they share few syncs.
        }

        Assert.True(File.Exists(Path.Combine(_fixture.Directory, "tile/2/000.p/1")));
        var report = await LogFsck.CheckAsync(_fixture.Directory, _fixture.Signer.VerifierKey, null, Cancellation);
        Assert.True(report.IsIntact, report.Published.Explanation);
        Assert.Empty(report.Leftovers);
    }

    [Fact]
    public async Task Entries_and_hashes_are_durable_before_the_state_and_the_state_before_the_checkpoint()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using var log = await _fixture.OpenAsync(storage);
        await log.AppendAsync(LogFixture.Entry(0), Cancellation);
        storage.Calls.Clear();
        log.Publish();
        Assert.Equal(["tile/entries/000.p/1", "tile/0/000.p/1", ".state/treeState", "checkpoint"], storage.Calls);
    }

    [Fact]
    public async Task A_partial_tile_stays_until_the_full_one_is_there()
    {
        await using var log = await _fixture.OpenAsync();
        for (var i = 0; i < 257; i++)
        {
            await log.AppendAsync(LogFixture.Entry(i), Cancellation);
            if (i is 9 or 99)
            {
                log.Publish();
            }

            if (i == 254)
            {
                log.Publish();
                Assert.Equal(["10", "100", "255"], PartialsOf("tile/0/000.p"));
                Assert.Equal(["10", "100", "255"], PartialsOf("tile/entries/000.p"));
            }
        }

        log.Publish();
        Assert.False(Directory.Exists(Path.Combine(_fixture.Directory, "tile/0/000.p")));
        Assert.False(Directory.Exists(Path.Combine(_fixture.Directory, "tile/entries/000.p")));
        Assert.Equal(["1"], PartialsOf("tile/0/001.p"));
    }

    [Fact]
    public async Task What_is_missing_of_the_public_files_is_made_again_from_the_entries()
    {
        await _fixture.FillAsync(600);
        var before = MemoryLogFiles.Of(_fixture.Directory).Files;
        Directory.Delete(Path.Combine(_fixture.Directory, "tile/entries"), recursive: true);
        File.Delete(Path.Combine(_fixture.Directory, "tile/0/001"));
        await (await _fixture.OpenAsync()).DisposeAsync();
        var after = MemoryLogFiles.Of(_fixture.Directory).Files;
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));
    }

    [Fact]
    public async Task Every_single_flipped_bit_of_every_public_file_is_found()
    {
        await _fixture.FillAsync(257);
        var files = MemoryLogFiles.Of(_fixture.Directory);
        foreach (var (name, content) in files.Files.ToList())
        {
            var stride = content.Length > 500 ? 397 : 1; // Coprime to 8: over a file every bit of a byte is met.
            for (var bit = 0; bit < content.Length * 8; bit += stride)
            {
                content[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False((await VerifyAsync(files)).IsIntact, $"bit {bit} of {name}");
                content[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True((await VerifyAsync(files)).IsIntact);
    }

    [Fact]
    public async Task Every_file_that_is_cut_extended_swapped_or_missing_is_found()
    {
        await _fixture.FillAsync(600);
        var files = MemoryLogFiles.Of(_fixture.Directory);
        foreach (var (name, content) in files.Files.ToList())
        {
            byte[]?[] damaged =
                [null, [], content[..^1], content[1..], [.. content, 0], [.. content, .. content], content[..(content.Length / 2)]];
            foreach (var other in damaged)
            {
                await AssertFoundAsync(name, other);
            }

            foreach (var (_, other) in files.Files.Where(file => file.Key != name).ToList())
            {
                await AssertFoundAsync(name, other);
            }

            files.Files[name] = content;
        }

        async Task AssertFoundAsync(string name, byte[]? content)
        {
            _ = content is null ? files.Files.Remove(name) : (files.Files[name] = content).Length > 0;
            var report = await VerifyAsync(files);
            Assert.False(report.IsIntact, name);
            Assert.NotEmpty(report.Faults);
        }
    }

    [Fact]
    public async Task An_altered_entry_is_named_and_an_altered_tile_is_told_from_it()
    {
        await _fixture.FillAsync(600);
        var files = MemoryLogFiles.Of(_fixture.Directory);
        var bundle = files.Files["tile/entries/001"];
        bundle[bundle.AsSpan().IndexOf("entry 300"u8)] ^= 1;
        var report = await VerifyAsync(files);
        Assert.Equal(300, report.FirstBadIndex);
        Assert.Equal("tile/entries/001", Assert.Single(report.Faults).File);

        bundle[bundle.AsSpan().IndexOf(" 300"u8) - 5] ^= 1;
        files.Files["tile/0/001"][44 * 32] ^= 1;
        report = await VerifyAsync(files);
        Assert.Null(report.FirstBadIndex);
        Assert.StartsWith("The entries are those that were signed", report.Explanation, StringComparison.Ordinal);
        Assert.Contains(report.Faults, fault => fault is { File: "tile/0/001", Index: 300 });
    }

    [Fact]
    public async Task Entries_and_tiles_that_were_forged_together_do_not_have_the_signed_root()
    {
        await _fixture.FillAsync(3);
        var files = MemoryLogFiles.Of(_fixture.Directory);
        var bundle = files.Files["tile/entries/000.p/3"];
        bundle[^1] ^= 1;
        MerkleTree.LeafHash(bundle.AsSpan(bundle.Length - 7)).CopyTo(files.Files["tile/0/000.p/3"], 64);
        var report = await VerifyAsync(files);
        Assert.False(report.IsIntact);
        Assert.Null(report.FirstBadIndex);
        Assert.Equal("checkpoint", Assert.Single(report.Faults).File);
    }

    private Task<PublishedReport> VerifyAsync(MemoryLogFiles files) =>
        PublishedLog.VerifyAsync(files, _fixture.Signer.VerifierKey, null, Cancellation);

    private string?[] PartialsOf(string folder) =>
        [.. Directory.GetFiles(Path.Combine(_fixture.Directory, folder)).Select(Path.GetFileName)
            .OrderBy(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
}
