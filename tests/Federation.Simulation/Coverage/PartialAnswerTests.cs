using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Federation.Client;
using Federation.Client.Statistics;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Coverage;

/// <summary>P8: a silo that is down, silent or unwilling is named with its reason, and the others answer.</summary>
public sealed class PartialAnswerTests
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";
    private const int SiloDeadlineMs = 3_000;

    [Fact]
    public async Task Silos_that_are_down_hang_or_refuse_are_named_with_their_reasons_and_the_others_answer()
    {
        await using var world = new World("well", "fine", "down", "deaf", "strict");
        using var silence = new TcpListener(IPAddress.Loopback, 0);
        silence.Start(); // Takes connections and never says a word.
        await StartAsync(world, ["well", "fine"], Texts.Agreement(world.FingerprintOf(World.TrainerId)));
        await StartAsync(world, ["strict"], "agreements: []");
        world.ListSilo("down", AddressOf(World.FreePort()));
        world.ListSilo("deaf", AddressOf(((IPEndPoint)silence.LocalEndpoint).Port));
        await world.StartBrokerAsync(SiloDeadlineMs);

        using var client = world.OpenClient();
        var answer = await client.QueryAsync(Sql, 500_000, World.Cancellation);

        Assert.False(answer.IsComplete);
        Assert.Equal(["f", "m"], answer.Rows.Select(row => row.Key[0].Text));
        Assert.Equal(
            new Dictionary<string, RefusalReason?>
            {
                ["well"] = null,
                ["fine"] = null,
                ["down"] = RefusalReason.SiloUnreachable,
                ["deaf"] = RefusalReason.SiloTimedOut,
                ["strict"] = RefusalReason.AccessDenied,
            },
            ReasonsOf(answer));
        Assert.All(answer.Coverage, silo => Assert.Equal(silo.Release is null, silo.Refusal is not null));
        await CheckRecordsAsync(world, answer);
    }

    [Fact]
    public async Task A_silo_that_goes_down_between_two_questions_is_named_and_answers_again_once_it_is_back()
    {
        await using var world = new World("well", "frail");
        await StartAsync(world, ["well", "frail"], Texts.Agreement(world.FingerprintOf(World.TrainerId)));
        await world.StartBrokerAsync(SiloDeadlineMs);
        using var client = world.OpenClient();
        var before = await client.QueryAsync(Sql, 500_000, World.Cancellation);
        var port = world.Silos.Single(silo => silo.Id == "frail").Address.Port;

        await world.StopAsync("frail");
        var without = await client.QueryAsync(Sql, 500_001, World.Cancellation);
        await world.StartAdapterAsync("frail", port);
        var after = await AskUntilCompleteAsync(client);

        Assert.True(before.IsComplete);
        Assert.Equal(RefusalReason.SiloUnreachable, ReasonsOf(without)["frail"]);
        Assert.Null(ReasonsOf(without)["well"]);
        Assert.True(after.IsComplete);
    }

    /// <summary>The broker tries a silo that was down again within a second.</summary>
    private static async Task<StatisticAnswer> AskUntilCompleteAsync(FederationClient client)
    {
        var epsilonMicros = 500_002;
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(100))
        {
            var answer = await client.QueryAsync(Sql, epsilonMicros++, World.Cancellation);
            if (answer.IsComplete)
            {
                return answer;
            }
        }

        throw new TimeoutException("The silo is back and was not found within 10 seconds.");
    }

    /// <summary>Each party's log tells the same story as the answer.</summary>
    private static async Task CheckRecordsAsync(World world, StatisticAnswer answer)
    {
        await world.StopAllAsync();
        foreach (var silo in answer.Coverage.Where(silo => silo.Release is not null))
        {
            await world.LogOf(silo.Silo).VerifyAsync();
            var debit = Assert.Single(world.LogOf(silo.Silo).Debits());
            Assert.Equal((silo.Release!.AccessId, 500_000), (debit.AccessId, debit.Intent.LineageCost.EpsilonMicros));
        }

        Assert.Empty(world.LogOf("strict").Debits());
        await world.LogOf(World.Broker).VerifyAsync();
        var release = world.LogOf(World.Broker).Read()
            .Single(entry => entry.AccessId == answer.AccessId && entry.Release is not null).Release;
        Assert.Equal(
            answer.Coverage.ToDictionary(silo => silo.Silo, silo => silo.Refusal?.Reason ?? RefusalReason.Unspecified),
            release.Silos.ToDictionary(silo => silo.Silo, silo => silo.Reason));
        Assert.Equal(
            OutcomeStatus.Completed,
            world.LogOf(World.Broker).Read().Single(entry => entry.Outcome is not null).Outcome.Status);
    }

    private static async Task StartAsync(World world, string[] silos, string agreement)
    {
        foreach (var silo in silos)
        {
            world.WriteTable(silo, "people", peopleCount: 40, agreement);
            await world.StartAdapterAsync(silo);
        }
    }

    private static Dictionary<string, RefusalReason?> ReasonsOf(StatisticAnswer answer) =>
        answer.Coverage.ToDictionary(silo => silo.Silo, silo => silo.Refusal?.Reason);

    private static Uri AddressOf(int port) => new($"https://127.0.0.1:{port}");
}
