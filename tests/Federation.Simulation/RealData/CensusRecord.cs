using System.Globalization;

namespace Federation.Simulation.RealData;

/// <summary>One line of a census file, field by field as written; an empty field is null.</summary>
internal sealed record CensusRecord(IReadOnlyList<string?> Fields)
{
    public string? Person => Fields[6];

    public string? Sex => Fields[1];

    /// <summary>The income's place on the grid of the policy: clamped, then to the nearest step, halves up.</summary>
    public long? IncomeIndex => Fields[4] is { } income
        ? (long)decimal.Floor((Math.Clamp(Number(income), 0, CensusSilo.IncomeMax) / CensusSilo.IncomeStep) + 0.5m)
        : null;

    /// <summary>Reads a file with the columns age, sex, educ, race, income, married, pid.</summary>
    public static List<CensusRecord> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        Assert.Equal("age,sex,educ,race,income,married,pid", lines[0]);
        return [.. lines.Skip(1).Select(line => new CensusRecord(
            [.. line.Split(',').Select(field => field.Length == 0 ? null : field)]))];
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
