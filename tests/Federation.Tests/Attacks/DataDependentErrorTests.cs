using System.Globalization;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;
using static Federation.Tests.Attacks.Attacker;

namespace Federation.Tests.Attacks;

/// <summary>Asks questions that fail on one person's record only: the error tells that the record is there.</summary>
public sealed class DataDependentErrorTests
{
    private static readonly string[] Poisons =
        ["abc", "1e400", "99999999999999999999", "-9223372036854775808", "NaN", ""];

    private static readonly (string Name, Action<StatisticRequest> Change)[] Questions =
    [
        ("compare", request => request.Query.Filter = Compare("age", ComparisonOperator.Greater, 30)),
        ("not equal", request => request.Query.Filter = Not(Compare("age", ComparisonOperator.Equal, 30))),
        ("by id", request => request.Query.Filter = Compare("pid", ComparisonOperator.GreaterOrEqual, long.MinValue)),
        ("variance", request => request.Query.Measures[0] = Over(MeasureKind.Variance)),
    ];

    [Fact]
    public async Task No_record_makes_any_question_fail_that_does_not_fail_without_it() => Assert.Empty(
        await PoisonsThatTellAsync(async csv =>
        {
            await using var rig = await new AdapterRig { Csv = csv }.StartAsync();
            var outcomes = new List<string>();
            foreach (var (name, change) in Questions)
            {
                try
                {
                    await rig.AskAsync(1_000, change);
                    outcomes.Add($"{name} answered");
                }
                catch (RefusalException refusal)
                {
                    outcomes.Add($"{name} {refusal.Refusal.Reason}");
                }
            }

            Assert.All(outcomes, outcome => Assert.EndsWith("answered", outcome, StringComparison.Ordinal));
            return outcomes;
        }));

    /// <summary>The weakened copy reads strictly and adds up with checks, as engines do by default.</summary>
    [Fact]
    public async Task Control_strict_casts_and_checked_sums_tell_of_every_one_of_them() => Assert.Equal(
        Poisons, await PoisonsThatTellAsync(csv =>
        {
            try
            {
                var sum = 0L;
                foreach (var row in csv.Skip(1))
                {
                    var text = row.Split(',')[2];
                    var age = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                    sum = checked(sum + (age * age));
                }

                return Task.FromResult<List<string>>(["answered"]);
            }
            catch (FormatException)
            {
                return Task.FromResult<List<string>>(["cannot be cast"]);
            }
            catch (OverflowException)
            {
                return Task.FromResult<List<string>>(["out of range"]);
            }
        }));

    private static async Task<List<string>> PoisonsThatTellAsync(Func<string[], Task<List<string>>> outcomesAsync)
    {
        string[] others = ["pid,sex,age,note", "1,f,30,a", "2,m,40,b"];
        var without = await outcomesAsync(others);
        var telling = new List<string>();
        foreach (var poison in Poisons)
        {
            if (!without.SequenceEqual(await outcomesAsync([.. others, $"3,f,{poison},c"])))
            {
                telling.Add(poison);
            }
        }

        return telling;
    }

    private static Measure Over(MeasureKind kind) => new() { Kind = kind, Column = "age" };
}
