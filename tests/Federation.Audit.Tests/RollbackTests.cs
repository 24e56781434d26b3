namespace Federation.Audit.Tests;

/// <summary>A folder that was rolled back agrees with all that lies inside it: only what is kept outside tells.</summary>
public sealed class RollbackTests : IDisposable
{
    private readonly LogFixture _fixture = new();
    private readonly string _outside = Directory.CreateTempSubdirectory("guard-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public RollbackTests() => _fixture.GuardFile = Path.Combine(_outside, "log.checkpoint");

    public void Dispose()
    {
        _fixture.Dispose();
        Directory.Delete(_outside, recursive: true);
    }

    [Fact]
    public async Task A_log_goes_on_after_every_restart_and_its_guard_follows_it()
    {
        for (var round = 1; round <= 3; round++)
        {
            await _fixture.FillAsync(2);

            Assert.Contains($"\n{round * 2}\n", await File.ReadAllTextAsync(_fixture.GuardFile!, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_older_folder_copied_back_refuses_to_open_and_names_the_first_entry_that_is_gone()
    {
        await _fixture.FillAsync(3);
        var copy = Path.Combine(_outside, "copy");
        Copy(_fixture.Directory, copy);
        await _fixture.FillAsync(2);
        Replace(copy);

        var damage = await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());

        Assert.Equal(3, damage.Index);
        Assert.Contains("rolled back", damage.Message, StringComparison.Ordinal);
        _fixture.GuardFile = null; // Nothing inside the folder would have told.
        await (await _fixture.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_log_that_was_rolled_back_and_grew_again_refuses_to_open()
    {
        await _fixture.FillAsync(3);
        var copy = Path.Combine(_outside, "copy");
        Copy(_fixture.Directory, copy);
        await _fixture.FillAsync(2);
        Replace(copy);
        var guard = _fixture.GuardFile;
        _fixture.GuardFile = null;
        await using (var log = await _fixture.OpenAsync())
        {
            for (var number = 10; number < 20; number++)
            {
                await log.AppendAsync(LogFixture.Entry(number), Cancellation);
            }
        }

        _fixture.GuardFile = guard;
        var damage = await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());

        Assert.Contains("altered after it was signed", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_gone_does_not_begin_anew()
    {
        await _fixture.FillAsync(3);
        Directory.Delete(_fixture.Directory, recursive: true);

        Assert.Equal(0, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync())).Index);
    }

    [Fact]
    public async Task A_log_with_entries_does_not_open_without_its_guard()
    {
        await _fixture.FillAsync(3);
        File.Delete(_fixture.GuardFile!);

        var damage = await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());

        Assert.Contains("never guarded before", damage.Message, StringComparison.Ordinal);
        File.Copy(Path.Combine(_fixture.Directory, "checkpoint"), _fixture.GuardFile!);
        await (await _fixture.OpenAsync()).DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo.federation/adapter/a/audit\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    public async Task A_guard_that_the_logs_key_did_not_sign_refuses_to_open(string text)
    {
        await _fixture.FillAsync(1);
        await File.WriteAllTextAsync(_fixture.GuardFile!, text, Cancellation);

        await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
    }

    /// <summary>The process ended between the two files.</summary>
    [Fact]
    public async Task A_guard_that_lags_behind_its_log_is_brought_up_at_the_start()
    {
        await _fixture.FillAsync(1);
        var older = await File.ReadAllBytesAsync(_fixture.GuardFile!, Cancellation);
        await _fixture.FillAsync(1);
        await File.WriteAllBytesAsync(_fixture.GuardFile!, older, Cancellation);

        await (await _fixture.OpenAsync()).DisposeAsync();

        Assert.Contains("\n2\n", await File.ReadAllTextAsync(_fixture.GuardFile!, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_guard_cannot_be_written_the_log_closes()
    {
        await using var log = await _fixture.OpenAsync();
        await log.AppendAsync(LogFixture.Entry(0), TestContext.Current.CancellationToken);
        Directory.Delete(_outside, recursive: true);

        Assert.Throws<AuditLogUnavailableException>(log.Publish);

        Assert.False(log.IsWritable);
        Directory.CreateDirectory(_outside);
    }

    private void Replace(string copy)
    {
        Directory.Delete(_fixture.Directory, recursive: true);
        Copy(copy, _fixture.Directory);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
