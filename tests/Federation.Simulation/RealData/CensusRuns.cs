using System.Collections.Concurrent;
using Federation.Client.Statistics;
using Federation.Simulation.Worlds;


namespace Federation.Simulation.RealData;

/// <summary>Asks the same over and over, each time with fresh noise, then stops everything.</summary>
/// <remarks>
/// A loss that differs by a millionth makes each run a question of its own. One lineage has 100 nats to give, which is
/// what 600 runs at 0.16 nats spend.
/// </remarks>
public sealed class CensusRuns : IAsyncLifetime
{
    public const int RunsCount = 600;
    public const int AdultRunsCount = 30;
    public const long EpsilonMicros = 160_000;

    private const int AskedAtOnce = 6;
    private const string PeopleSql = "SELECT sex, COUNT(*), SUM(income), AVG(income) FROM people GROUP BY sex";
    private const string AdultSql = "SELECT sex, race, COUNT(*) FROM adult WHERE age >= 20 GROUP BY sex, race";

    private readonly ConcurrentBag<StatisticAnswer> _people = [];
    private readonly ConcurrentBag<StatisticAnswer> _adults = [];
    private World? _world;

    internal World World => _world!;

    /// <summary>The answers about people, one a run.</summary>
    public IReadOnlyCollection<StatisticAnswer> People => _people;

    /// <summary>The answers about adults, one a run.</summary>
    public IReadOnlyCollection<StatisticAnswer> Adults => _adults;

    public async ValueTask InitializeAsync()
    {
        if (!SharedData.IsPresent)
        {
            return;
        }

        _world = await CensusWorld.StartAsync();
        await AskAsync(PeopleSql, RunsCount, _people);
        await AskAsync(AdultSql, AdultRunsCount, _adults);
        await _world.StopAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    private async Task AskAsync(string sql, int runsCount, ConcurrentBag<StatisticAnswer> answers)
    {
        using var client = _world!.OpenClient();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = World.Cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, runsCount), options, async (run, cancellationToken) =>
            answers.Add(await client.QueryAsync(sql, EpsilonMicros + run, cancellationToken)));
    }
}
