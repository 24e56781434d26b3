using System.Diagnostics;
using Google.Protobuf;
using Microsoft.Extensions.Caching.Distributed;

namespace Federation.Tests.Broker;

/// <summary>Redis is a cache: it may be slow, gone, empty or hostile, and costs time at worst.</summary>
public sealed class RedisCacheTests
{
    private const string KeyPrefix = "catalogue/a/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_broker_finds_the_catalogue_that_the_first_one_fetched()
    {
        using var redis = await RedisServer.StartAsync();
        var silo = new FakeSilo("a", 1, 10, 20);
        using var cache = redis.Connect();
        using var first = new TestBroker([silo], cache: cache);
        using var second = new TestBroker([silo], cache: cache);

        await first.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);
        await second.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        Assert.Equal(1, silo.CatalogueCalls);
    }

    [Fact]
    public async Task A_broker_goes_on_answering_rightly_while_redis_is_killed_and_comes_back()
    {
        using var redis = await RedisServer.StartAsync();
        using var cache = redis.Connect();
        using var broker = new TestBroker([new("a", 1, 10, 20), new("b", 2, 1, 2)], cache: cache);

        await AssertAnswersAsync(broker);
        redis.Kill();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
        {
            await AssertAnswersAsync(broker);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5)); // A dead cache is not waited for.
        await redis.RestartAsync();
        await AssertAnswersAsync(broker);
    }

    [Fact]
    public async Task A_broker_whose_redis_was_never_there_answers_all_the_same()
    {
        using var redis = await RedisServer.StartAsync();
        redis.Kill();
        using var cache = redis.Connect();
        using var broker = new TestBroker([new("a", 1, 10, 20), new("b", 2, 1, 2)], cache: cache);

        await AssertAnswersAsync(broker);
        await redis.RestartAsync();
    }

    [Fact]
    public async Task A_catalogue_that_someone_forged_in_redis_is_fetched_anew_and_not_believed()
    {
        using var redis = await RedisServer.StartAsync();
        using var cache = redis.Connect();
        var silo = new FakeSilo("a", 1, 10, 20);
        using var stranger = new FakeSilo("a", 9, 66, 66) { Dataset = "secrets" };
        using var broker = new TestBroker([silo], cache: cache);
        var forged = (await stranger.GetCatalogueAsync(Token))!.ToByteArray();
        for (var fetched = 1; fetched <= 2; fetched++) // The second time by a broker that knows the right one.
        {
            await cache.SetAsync($"{KeyPrefix}{silo.Silo.Options.Fingerprint}", forged, Token);
            var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

            Assert.Equal([10L, 20L], response.Merged.Cells.Select(cell => cell.Values.Single()));
            Assert.Equal(fetched, silo.CatalogueCalls);
        }
    }

    [Fact]
    public async Task Noise_in_redis_is_passed_by()
    {
        using var redis = await RedisServer.StartAsync();
        using var cache = redis.Connect();
        var silo = new FakeSilo("a", 1, 10, 20);
        using var broker = new TestBroker([silo], cache: cache);
        await cache.SetAsync($"{KeyPrefix}{silo.Silo.Options.Fingerprint}", [0xff, 0x00, 0x13], Token);

        Assert.NotNull((await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token)).Merged);
    }

    private static async Task AssertAnswersAsync(TestBroker broker)
    {
        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);
        Assert.Equal([11L, 22L], response.Merged.Cells.Select(cell => cell.Values.Single()));
    }
}
