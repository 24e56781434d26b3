using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;
using Federation.Tests.Adapter;
using Federation.Tests.Stores;

namespace Federation.Tests.Attacks;

/// <summary>
/// One person with as many records as there are people in a town: a count moves by 10⁵ where noise hides one. And
/// where each question bounds the person by other records, many questions see all of them.
/// </summary>
public sealed class ContributionFloodTests
{
    private const int AgesCount = 8;
    private const int RoundsCount = 5;

    /// <summary>At ε = 10 noise of 10 or more has a probability below e^−99.</summary>
    [Fact]
    public async Task A_hundred_thousand_records_of_one_unit_count_as_one()
    {
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", .. Enumerable.Repeat("1,f,30,a", 100_000)],
        }.StartAsync();

        Assert.InRange(await Attacker.FirstValueAsync(rig, 10_000_000), -10, 11);
    }

    [Fact]
    public void Control_rows_counted_as_they_are_show_through_the_noise_for_one() =>
        Assert.True(Enumerable.Repeat("1,f,30,a", 100_000).LongCount() + new SeededNoise(1).Laplace(1) > 99_000);

    /// <summary>The attacker of this test is stronger than any trainer: it sees exact counts.</summary>
    [Fact]
    public async Task However_often_and_in_whatever_way_is_asked_the_same_one_record_of_a_unit_is_seen()
    {
        using var files = new StoreFiles();
        var rows = Enumerable.Range(0, AgesCount).Select(age => $"1,{age}");
        await using var store = StoreFactory.Open(
            new StoreOptions
            {
                Kind = StoreKind.Csv,
                Path = files.WriteText($"pid,age\n{string.Join('\n', rows)}\n", "one.csv"),
            },
            new byte[32]);
        var shape = new DatasetShape("people", "town", 1, "pid", null, 1,
        [
            new("pid", ColumnKind.Integer, null, [], default, default, default),
            new("age", ColumnKind.Integer, new NumericBounds(0, 100, 1), [], default, default, default),
        ], 1_000);

        var seen = await AgesSeenAsync(async (age, round) =>
        {
            Predicate filter = new All(
            [
                new Comparison("age", ComparisonOperator.Equal, Literal.Of(age)),
                new Comparison("pid", ComparisonOperator.Greater, Literal.Of(-1 - round)), // A new question.
            ]);
            var query = new TypedQuery("people", filter, [], [new Measure(MeasureKind.Count, null)]);
            return await StoreAnswers.AskAsync(store, shape, query, TestContext.Current.CancellationToken)
                is ["|CountRows 1"];
        });

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Control_ranks_by_random_show_one_record_after_another()
    {
        var random = new SeededNoise(1);

        var seen = await AgesSeenAsync((age, _) => Task.FromResult(random.Below(AgesCount) == age));

        Assert.True(seen > 1, $"{seen}");
    }

    private static async Task<int> AgesSeenAsync(Func<int, int, Task<bool>> isSeenAsync)
    {
        var seen = new HashSet<int>();
        for (var round = 0; round < RoundsCount; round++)
        {
            for (var age = 0; age < AgesCount; age++)
            {
                if (await isSeenAsync(age, round))
                {
                    seen.Add(age);
                }
            }
        }

        return seen.Count;
    }
}
