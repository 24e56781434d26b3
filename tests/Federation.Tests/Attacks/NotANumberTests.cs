using System.Globalization;
using Federation.Contracts.Type.V1;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>One record that is no finite number swallows a sum of doubles, and so shows through any noise.</summary>
public sealed class NotANumberTests
{
    private const double MostOfUnit = 120;
    private static readonly string[] Poisons = ["NaN", "nan", "Infinity", "-Infinity", "1e400", "1e300", "-1e300"];

    /// <summary>Noise of scale 12 moves a difference by 880 with a probability below e^−70.</summary>
    [Fact]
    public async Task A_record_that_is_no_finite_number_moves_a_sum_by_no_more_than_any_other() => Assert.Empty(
        await PoisonsThatTellAsync(async csv =>
        {
            await using var rig = await new AdapterRig { Csv = csv }.StartAsync();
            var release = Attacker.ReleaseOf(await rig.AskAsync(10_000_000, request =>
            {
                request.Query.GroupBy.Clear();
                request.Query.Measures[0] = new Measure { Kind = MeasureKind.Sum, Column = "age" };
            }));
            return release.Cells[0].Values[^1];
        }));

    [Fact]
    public async Task Control_a_sum_of_doubles_tells_of_every_one_of_them() => Assert.Equal(
        Poisons, await PoisonsThatTellAsync(csv => Task.FromResult(csv.Skip(1).Sum(row =>
            double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture)))));

    private static async Task<List<string>> PoisonsThatTellAsync(Func<string[], Task<double>> sumAsync)
    {
        string[] others = ["pid,sex,age,note", "1,f,30,a", "2,m,40,b"];
        var without = await sumAsync(others);
        var telling = new List<string>();
        foreach (var poison in Poisons)
        {
            var moved = Math.Abs(await sumAsync([.. others, $"3,f,{poison},c"]) - without);
            if (!(moved <= MostOfUnit + 880))
            {
                telling.Add(poison);
            }
        }

        return telling;
    }
}
