using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Audit.Tests;

/// <summary>Accesses are found by what an auditor asks, from a copy of a log.</summary>
public sealed class AccessIndexTests : IAsyncLifetime
{
    private const int Count = 60;

    private readonly LoggedFederation _federation = new(Count - 1);
    private AccessIndex _index = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _federation.WriteAsync();
        _index = AccessIndex.Read(_federation.FolderOf("adapter/a"), null, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _federation.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Pages_come_newest_first_and_leave_nothing_out()
    {
        var pages = Enumerable.Range(0, 7).SelectMany(page => _index.Find(new LogFilter(), 10 * page, 10).Accesses).ToList();
        Assert.Equal(Count, pages.Count);
        Assert.Equal(pages.OrderByDescending(access => access.StartedUnixMs), pages);
        Assert.Equal(Count, _index.Find(new LogFilter(), 0, 0).TotalCount);
    }

    [Fact]
    public void Filters_narrow_and_combine()
    {
        var research = _index.Find(new LogFilter { Purpose = "research", Trainer = "trainer-1" }, 0, Count);
        Assert.Equal(research.TotalCount, research.Accesses.Count);
        Assert.All(research.Accesses, access => Assert.Equal(("research", "trainer-1"), (access.Purpose, access.Trainer)));
        Assert.Equal(Count / 6, research.TotalCount);
        Assert.Equal(Count, _index.Find(new LogFilter { Trainer = "trainer" }, 0, 1).TotalCount);
        Assert.Equal(0, _index.Find(new LogFilter { Purpose = "' OR 1=1 --<script>" }, 0, 1).TotalCount);
        Assert.Equal(0, _index.Find(new LogFilter { IsAllowed = false }, 0, 1).TotalCount);
        var middle = _index.Find(new LogFilter(), 30, 1).Accesses[0];
        Assert.Equal(
            [middle], _index.Find(new LogFilter { FromUnixMs = middle.StartedUnixMs, UntilUnixMs = middle.StartedUnixMs + 1 }, 0, 9).Accesses);
        Assert.Equal([middle], _index.Find(new LogFilter { AccessId = middle.AccessId }, 0, 9).Accesses);
    }

    [Fact]
    public void An_access_says_what_was_asked_what_left_and_how_it_ended()
    {
        var access = _index.Find(new LogFilter(), 0, 1).Accesses[0];
        Assert.Equal(
            ("adapter/a", Decision.Allow, "people", 500_000, 1, 50L, OutcomeStatus.Completed),
            (access.Writer, access.Decision, access.Dataset, access.Cost.EpsilonMicros, access.ReleasesCount,
                access.LengthBytes, access.Status));
        Assert.Equal(2, access.LastIndex - access.Index);
    }

    [Fact]
    public void An_export_gives_each_entry_with_its_intent_and_the_hash_that_proves_it()
    {
        var folder = _federation.FolderOf("adapter/a");
        var exported = LogExport.Read(folder, new LogFilter { Purpose = "research" }).ToList();
        Assert.Equal(3 * Count / 2, exported.Count);
        Assert.All(exported, entry => Assert.Equal("research", entry.Intent!.Purpose));
        var tile = MemoryLogFiles.Of(folder).Files["tile/0/000.p/180"];
        Assert.All(exported, entry => Assert.Equal(
            tile.AsSpan((int)entry.Index * 32, 32).ToArray(), entry.LeafHash));
        Assert.All(exported, entry => Assert.Equal("demo.federation/adapter/a/audit", entry.Origin));
    }

    [Fact]
    public async Task An_export_holds_debits_that_belong_to_no_access_so_that_costs_add_up()
    {
        using var federation = new LoggedFederation(4);
        federation.AdapterA.Add(new AuditEntry
        {
            Writer = "adapter/a",
            RecordedUnixMs = federation.AdapterA[^1].RecordedUnixMs,
            Preparation = new Preparation { Dataset = "people", LineageCost = new PrivacyCost { EpsilonMicros = 70_000 } },
        });
        await federation.WriteAsync();
        List<ExportedEntry> Export(LogFilter filter) => [.. LogExport.Read(federation.FolderOf("adapter/a"), filter)];

        var spent = Export(new LogFilter { Dataset = "people" }).Sum(exported =>
            (exported.Entry.Intent?.LineageCost ?? exported.Entry.Preparation?.LineageCost)?.EpsilonMicros ?? 0);

        Assert.Equal((5 * 500_000) + 70_000, spent);
        Assert.DoesNotContain(Export(new LogFilter { Trainer = "trainer" }), exported => exported.Intent is null);
        Assert.DoesNotContain(Export(new LogFilter { Dataset = "others" }), exported => exported.Intent is null);
    }

    [Fact]
    public void A_public_copy_without_a_write_ahead_log_is_read_from_its_bundles()
    {
        var folder = _federation.FolderOf("adapter/a");
        Directory.Delete(Path.Combine(folder, "wal"), recursive: true);
        var copy = AccessIndex.Read(folder, null, Cancellation);
        Assert.Equal(
            _index.Find(new LogFilter(), 0, Count).Accesses, copy.Find(new LogFilter(), 0, Count).Accesses);
    }
}
