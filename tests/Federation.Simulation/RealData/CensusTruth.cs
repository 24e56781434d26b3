using Federation.Answers;
using Federation.Client.Statistics;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.RealData;

/// <summary>What the intervals of the census runs have to cover: the bounded tables of all silos together.</summary>
internal sealed class CensusTruth
{
    /// <summary>The two values of the column sex.</summary>
    public static readonly IReadOnlyList<int> Sexes = [0, 1];

    /// <summary>The measures, in the order of the question.</summary>
    public static readonly IReadOnlyList<string> Measures = ["count", "sum", "mean"];

    private readonly List<CensusRecord> _records;

    /// <summary>Reads and bounds the tables; needs the keys by which each silo ranks.</summary>
    public CensusTruth(World world) => _records =
        [.. CensusSilo.All.SelectMany(silo => BoundedTable.Of(silo, world.SelectionKeyOf(silo.Id)))];

    /// <summary>How many rows.</summary>
    public int Rows(int sex) => Of(sex).Count();

    /// <summary>How many rows with an income.</summary>
    public int Counted(int sex) => Of(sex).Count(record => record.IncomeIndex is not null);

    /// <summary>The sum of the incomes' places on the grid.</summary>
    public long Steps(int sex) => Of(sex).Sum(record => record.IncomeIndex ?? 0);

    /// <summary>The value of a measure.</summary>
    public double Value(int sex, int measure) => measure switch
    {
        0 => Rows(sex),
        1 => Steps(sex) * CensusSilo.IncomeStep,
        _ => (double)Steps(sex) * CensusSilo.IncomeStep / Counted(sex),
    };

    /// <summary>How many intervals hold the value of a measure.</summary>
    public int Hits(IEnumerable<StatisticAnswer> answers, int sex, int measure)
    {
        var value = Value(sex, measure);
        return answers.Count(answer => EstimateOf(answer, sex, measure).Interval95.Contains(value));
    }

    /// <summary>An estimate out of an answer.</summary>
    public static Estimate EstimateOf(StatisticAnswer answer, int sex, int measure) =>
        answer.Rows.Single(row => row.Key[0].Integer == sex).Estimates[measure];

    private IEnumerable<CensusRecord> Of(int sex) => _records.Where(record => record.Sex == $"{sex}");
}
