using System.Security.Cryptography;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>What is denied while a log's disk is full waits beside the log, and is on it after the next start, once.</summary>
public sealed class DenialReserveTests
{
    private static readonly NoteSigner Signer = new(
        LogFixture.Origin, SigningKey.FromSeed(SHA256.HashData("log"u8)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_denied_while_the_disk_is_full_is_on_the_log_after_the_next_start_once_and_in_order()
    {
        using var fixture = new LogFixture();
        await fixture.FillAsync(3);
        var denials = await DenyOnFullDiskAsync(fixture, count: 5);

        for (var start = 0; start < 3; start++)
        {
            Assert.Equal([.. Texts(3), .. denials], await EntriesAsync(fixture));
        }

        Assert.True(IsEmpty(fixture));
        Assert.True((await LogFsck.CheckAsync(
            fixture.Directory, fixture.Signer.VerifierKey, progress: null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task While_the_log_takes_entries_a_denial_goes_there_and_not_beside_it()
    {
        using var fixture = new LogFixture();
        await using var log = await fixture.OpenAsync();

        Assert.Equal(0, (await log.KeepDenialAsync(Denied(1)))?.Index);
        Assert.True(IsEmpty(fixture));
    }

    [Fact]
    public async Task After_a_failed_sync_nothing_is_written_any_more_also_where_the_disk_was_full_before()
    {
        using var fixture = new LogFixture();
        var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        await using (var log = await fixture.OpenAsync(storage))
        {
            storage.FailsNextSync = true;
            await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(0), Cancellation));
            storage.IsFull = true;
            storage.Calls.Clear();

            Assert.Null(await log.KeepDenialAsync(Denied(1)));

            Assert.Empty(storage.Calls);
        }

        Assert.True(IsEmpty(fixture));
    }

    [Fact]
    public async Task A_write_that_fails_for_another_cause_than_room_keeps_nothing()
    {
        using var fixture = new LogFixture();
        var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        await using var log = await fixture.OpenAsync(storage);
        storage.FailsNextWrite = true;
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(0), Cancellation));

        Assert.Null(await log.KeepDenialAsync(Denied(1)));

        Assert.True(IsEmpty(fixture));
    }

    [Fact]
    public async Task A_reserve_whose_sync_failed_is_never_written_again()
    {
        using var fixture = new LogFixture();
        var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        byte[] written;
        await using (var log = await fixture.OpenAsync(storage))
        {
            await FillDiskAsync(storage, log);
            storage.FailsAt = DenialReserve.FileName;
            await log.KeepDenialAsync(Denied(1));
            storage.FailsAt = null;
            written = Reserve(fixture);
            storage.Calls.Clear();

            await log.KeepDenialAsync(Denied(2));

            Assert.Empty(storage.Calls);
        }

        Assert.Equal(written, Reserve(fixture));
    }

    [Fact]
    public async Task Denials_of_many_at_once_are_kept_one_behind_the_other()
    {
        using var fixture = new LogFixture();
        var denials = Enumerable.Range(0, 32).Select(number => Denied(number, 10 + number)).ToList();
        var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        await using (var log = await fixture.OpenAsync(storage))
        {
            await FillDiskAsync(storage, log);
            await Task.WhenAll(denials.Select(denial => Task.Run(() => log.KeepDenialAsync(denial), Cancellation)));
        }

        Assert.Equal(denials.Select(Convert.ToHexString).Order(), (await EntriesAsync(fixture)).Order());
    }

    [Fact]
    public async Task Nobody_waits_for_a_disk_that_hangs_and_what_it_takes_in_the_end_is_kept()
    {
        using var fixture = new LogFixture();
        using var isFree = new ManualResetEventSlim();
        var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        await using (var log = await fixture.OpenAsync(storage))
        {
            await FillDiskAsync(storage, log);
            storage.WhileSyncingPlace = _ => isFree.Wait(Cancellation);

            await log.KeepDenialAsync(Denied(1)).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
            await log.KeepDenialAsync(Denied(2)).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

            isFree.Set();
        }

        Assert.Equal([Convert.ToHexString(Denied(1))], await EntriesAsync(fixture));
    }

    [Fact]
    public async Task A_full_reserve_takes_no_more_and_keeps_what_it_has()
    {
        using var fixture = new LogFixture();
        var denials = await DenyOnFullDiskAsync(fixture, count: 40, lengthBytes: 10_000);

        var entries = await EntriesAsync(fixture);

        Assert.InRange(entries.Count, 25, 26);
        Assert.Equal(denials[..entries.Count], entries);
    }

    [Fact]
    public async Task A_torn_end_of_the_reserve_is_cut()
    {
        using var fixture = new LogFixture();
        var denials = await DenyOnFullDiskAsync(fixture, count: 3);
        var bytes = Reserve(fixture);
        var last = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        bytes[last]++;
        await File.WriteAllBytesAsync(Path.Combine(fixture.Directory, DenialReserve.FileName), bytes, Cancellation);

        Assert.Equal(denials[..2], await EntriesAsync(fixture));
        Assert.True(IsEmpty(fixture));
    }

    [Fact]
    public async Task Nothing_but_denials_is_taken_from_the_reserve_for_it_could_be_a_debit()
    {
        using var fixture = new LogFixture();
        await fixture.FillAsync(1);
        var record = new byte[DenialReserve.LengthBytes];
        WalRecord.Write(record, 0, Intended(1, Decision.Allow, lengthBytes: 10));
        await File.WriteAllBytesAsync(Path.Combine(fixture.Directory, DenialReserve.FileName), record, Cancellation);

        Assert.Equal(Texts(1), await EntriesAsync(fixture));
        await using var log = await fixture.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => log.KeepDenialAsync(Intended(1, Decision.Allow, lengthBytes: 10)));
    }

    [Fact]
    public async Task A_folder_of_an_earlier_version_gets_its_reserve_when_it_is_opened()
    {
        using var fixture = new LogFixture();
        await fixture.FillAsync(2);
        File.Delete(Path.Combine(fixture.Directory, DenialReserve.FileName));

        var denials = await DenyOnFullDiskAsync(fixture, count: 1);

        Assert.Equal([.. Texts(2), .. denials], await EntriesAsync(fixture));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_start_on_a_disk_that_is_still_full_ends_and_loses_nothing(int appendedCount)
    {
        using var fixture = new LogFixture();
        await fixture.FillAsync(appendedCount);
        var denials = await DenyOnFullDiskAsync(fixture, count: 3);
        for (var start = 0; start < 2; start++)
        {
            var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory)) { IsFull = true };
            Assert.False(await IsOpenedAsync(fixture, storage));
        }

        Assert.Equal([.. Texts(appendedCount), .. denials], await EntriesAsync(fixture));
    }

    [Fact]
    public async Task A_start_that_ends_anywhere_while_it_takes_the_reserve_leaves_each_denial_once()
    {
        for (var calls = 0; ; calls++)
        {
            using var fixture = new LogFixture();
            await fixture.FillAsync(2);
            var denials = await DenyOnFullDiskAsync(fixture, count: 4);
            var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory)) { FailsAfterCalls = calls };
            var isOpened = await IsOpenedAsync(fixture, storage);

            Assert.Equal([.. Texts(2), .. denials], await EntriesAsync(fixture));
            if (isOpened)
            {
                Assert.InRange(calls, 4, 40); // One sync of the log, two of the reserve, and what is published.
                return;
            }
        }
    }

    [Fact]
    public async Task No_power_cut_loses_a_denial_that_was_kept_or_doubles_one()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var cut = 1 + (seed % 12); // At which sync of the next start.
            var chance = new Random(seed);
            var disk = new TearingStorage(int.MaxValue);
            var denials = Enumerable.Range(0, 6).Select(number => Convert.ToHexString(Denied(number, 700))).ToList();
            await using (var log = await OpenAsync(disk))
            {
                await log.AppendAsync(Denied(100), Cancellation);
                disk.IsFull = true;
                await Assert.ThrowsAsync<AuditLogUnavailableException>(
                    () => log.AppendAsync(LogFixture.Entry(0), Cancellation));
                foreach (var denial in denials)
                {
                    await log.KeepDenialAsync(Convert.FromHexString(denial));
                }

                disk = disk.Recover(chance, diesAtSync: cut);
            }

            try
            {
                await using var interrupted = await OpenAsync(disk);
            }
            catch (AuditLogUnavailableException)
            {
                Assert.True(disk.IsDead);
            }

            await using var whole = await OpenAsync(disk.Recover(chance));
            Assert.Equal([Convert.ToHexString(Denied(100)), .. denials], await EntriesAsync(whole));
        }
    }

    private static async Task<bool> IsOpenedAsync(LogFixture fixture, FaultyStorage storage)
    {
        try
        {
            await using var log = await fixture.OpenAsync(storage);
            return log.IsWritable;
        }
        catch (AuditLogUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Denials that the log of a fixture did not take, in hexadecimal.</summary>
    private static async Task<List<string>> DenyOnFullDiskAsync(LogFixture fixture, int count, int lengthBytes = 10)
    {
        var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        await using var log = await fixture.OpenAsync(storage);
        await FillDiskAsync(storage, log);
        var denials = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var denial = Denied(number, lengthBytes);
            denials.Add(Convert.ToHexString(denial));
            Assert.Null(await log.KeepDenialAsync(denial));
        }

        return denials;
    }

    private static async Task FillDiskAsync(FaultyStorage storage, AuditLog log)
    {
        storage.IsFull = true;
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(0), Cancellation));
    }

    private static async Task<List<string>> EntriesAsync(LogFixture fixture)
    {
        await using var log = await fixture.OpenAsync();
        return await EntriesAsync(log);
    }

    private static async Task<List<string>> EntriesAsync(AuditLog log)
    {
        var entries = new List<string>();
        await foreach (var (_, entry) in log.ReadAllAsync(Cancellation))
        {
            entries.Add(Convert.ToHexString(entry.Span));
        }

        return entries;
    }

    private static IEnumerable<string> Texts(int count) =>
        Enumerable.Range(0, count).Select(number => Convert.ToHexString(LogFixture.Entry(number)));

    private static byte[] Reserve(LogFixture fixture) =>
        File.ReadAllBytes(Path.Combine(fixture.Directory, DenialReserve.FileName));

    private static bool IsEmpty(LogFixture fixture)
    {
        var bytes = Reserve(fixture);
        return bytes.Length == DenialReserve.LengthBytes && bytes.All(value => value == 0);
    }

    private static byte[] Denied(int number, int lengthBytes = 10) => Intended(number, Decision.Deny, lengthBytes);

    private static byte[] Intended(int number, Decision decision, int lengthBytes) => EntryBytes.Write(new AuditEntry
    {
        AccessId = $"{number}",
        Writer = "adapter/a",
        Intent = new Intent { Decision = decision, Agreement = new string('a', lengthBytes) },
    });

    private static Task<AuditLog> OpenAsync(ILogStorage storage) => LogFixture.OpenInMemoryAsync(storage, Signer);
}
