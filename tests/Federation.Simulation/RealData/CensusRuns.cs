using System.Collections.Concurrent;
using Federation.Client.Statistics;
using Federation.Simulation.Worlds;


namespace Federation.Simulation.RealData;

/// <summary>Asks the same over and over, each time with fresh noise, then stops everything.</summary>
/// <remarks>
/// A loss that is larger by a millionth makes each run a question of its own, one after the other: a smaller one would
/// get the answer that is held already. Where 300 runs leave a cell below the
/// bound, chance is given a second try: 300 more, and all 600 count. One lineage has 100 nats; 600 runs spend 96.
/// </remarks>
public sealed class CensusRuns : IAsyncLifetime
{
    public const int BatchRunsCount = 300;
    public const int HitsPercentMin = 91;
    public const int AdultRunsCount = 30;
    public const long EpsilonMicros = 160_000;

    private const string PeopleSql = "SELECT sex, COUNT(*), SUM(income), AVG(income) FROM people GROUP BY sex";
    private const string AdultSql = "SELECT sex, race, COUNT(*) FROM adult WHERE age >= 20 GROUP BY sex, race";

    private readonly ConcurrentBag<StatisticAnswer> _people = [];
    private readonly ConcurrentBag<StatisticAnswer> _adults = [];
    private World? _world;

    internal World World => _world!;

    internal CensusTruth Truth { get; private set; } = null!;

    /// <summary>How many hits a cell needs.</summary>
    public int HitsMin => (_people.Count * HitsPercentMin / 100) + (_people.Count * HitsPercentMin % 100 == 0 ? 0 : 1);

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
        Truth = new CensusTruth(_world);
        await AskAsync(PeopleSql, 0, BatchRunsCount, _people);
        if (!IsCovered())
        {
            await AskAsync(PeopleSql, BatchRunsCount, BatchRunsCount, _people);
        }

        await AskAsync(AdultSql, 0, AdultRunsCount, _adults);
        await _world.StopAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    private bool IsCovered() => CensusTruth.Sexes.All(sex =>
        CensusTruth.Measures.Index().All(measure => Truth.Hits(_people, sex, measure.Index) >= HitsMin));

    private async Task AskAsync(string sql, int first, int runsCount, ConcurrentBag<StatisticAnswer> answers)
    {
        using var client = _world!.OpenClient();
        for (var run = first; run < first + runsCount; run++)
        {
            answers.Add(await client.QueryAsync(sql, EpsilonMicros + run, World.Cancellation));
        }
    }
}
