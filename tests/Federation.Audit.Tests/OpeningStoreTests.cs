using Federation.Tests.Cli;

namespace Federation.Audit.Tests;

/// <summary>Openings of many accesses at once: each is durable before its access goes on, and syncs are shared.</summary>
public sealed class OpeningStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_many_added_at_once_is_all_there_after_a_restart()
    {
        using (var store = OpeningStore.Open(_folder["openings"]))
        {
            await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Task.Run(async () =>
            {
                store.Add($"access-{number}", Commitment.Create("purpose", [(byte)number]));
                await store.FlushAsync(Cancellation);
            }, Cancellation)));
            Assert.True(store.IsWritable);
        }

        using var reopened = OpeningStore.Open(_folder["openings"]);
        Assert.All(Enumerable.Range(0, 300), number => Assert.Equal(
            [(byte)number], Assert.Single(reopened.Find($"access-{number}")).Value));
    }

    [Fact]
    public void Any_text_and_any_bytes_come_back_as_they_were_and_are_one_line()
    {
        using var store = OpeningStore.Open(_folder["openings"]);
        const string accessId = "a\"\\\n{}\u2028城";
        byte[] value = [0, .. "\n\"+/"u8, 255];
        var opening = Commitment.Create("tag\n<\"城", value);
        store.Add(accessId, opening, Commitment.Create("empty", []));

        var found = store.Find(accessId);
        Assert.Equal(["tag\n<\"城", "empty"], found.Select(one => one.Tag));
        Assert.Equal(value, found[0].Value);
        Assert.True(found[0].Opens(opening.Digest));
        Assert.Empty(found[1].Value);
        Assert.Equal(2, File.ReadAllText(_folder["openings"]).Count(character => character == '\n'));
    }

    [Fact]
    public async Task Erasing_while_others_add_loses_nothing_else()
    {
        using var store = OpeningStore.Open(_folder["openings"]);
        var adding = Task.Run(async () =>
        {
            for (var number = 0; number < 300; number++)
            {
                store.Add(number % 2 == 0 ? "kept" : "forgotten", Commitment.Create("purpose", [(byte)number]));
                await store.FlushAsync(Cancellation);
            }
        }, Cancellation);
        while (!adding.IsCompleted)
        {
            store.Erase((accessId, _) => accessId == "forgotten");
            await Task.Yield();
        }

        await adding;
        store.Erase((accessId, _) => accessId == "forgotten");
        Assert.Equal((150, 0), (store.Find("kept").Count, store.Find("forgotten").Count));
    }

    [Fact]
    public async Task A_store_that_is_closed_makes_nothing_durable()
    {
        var store = OpeningStore.Open(_folder["openings"]);
        store.Dispose();

        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => store.FlushAsync(Cancellation));
    }
}
