namespace Federation.Simulation.RealData;

/// <summary>One silo of census people: where its table is from, and how many records of a person it counts.</summary>
/// <param name="Id">The silo.</param>
/// <param name="File">The file of the shared data.</param>
/// <param name="RecordsPerUnit">The bound C of its policy.</param>
internal sealed record CensusSilo(string Id, string File, int RecordsPerUnit)
{
    /// <summary>The silos of the census runs.</summary>
    /// <remarks>
    /// The first and the last cut what people have beyond two records; nobody has more than one in the second.
    /// </remarks>
    public static readonly IReadOnlyList<CensusSilo> All =
    [
        new("county", "PUMS_dup.csv", 2), new("city", "PUMS_pid.csv", 1), new("state", "PUMS_null.csv", 2),
    ];

    /// <summary>The declared bounds of income, and the grid between them.</summary>
    public const int IncomeMax = 250_000;

    /// <summary>The width of a grid step.</summary>
    public const int IncomeStep = 50;

    /// <summary>K: how many steps lie between the bounds.</summary>
    public const int IncomeSteps = IncomeMax / IncomeStep;
}
