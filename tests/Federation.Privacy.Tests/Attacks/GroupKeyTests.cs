using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>A group of one person: that its key is in an answer at all tells that the person is in the data.</summary>
public sealed class GroupKeyTests
{
    private const int AnswersCount = 2_000;
    private const string Rare = "a rare disease";
    private const string Common = "a cold";

    private static readonly DatasetShape Shape = new("people", "clinic", 1, "pid", null, 1,
    [
        new ColumnShape("disease", ColumnKind.Text, null, [], default, default, default)
        {
            Keys = new PrivateKeys(64),
        },
    ], 1_000);

    /// <summary>A key of one unit is shown with a probability of δ = 10⁻⁶: a false alarm in 2,000 answers for two seeds
    /// in a thousand, and the seed is fixed.</summary>
    [Fact]
    public void The_key_of_one_unit_is_shown_in_no_answer_and_that_of_many_in_all()
    {
        var plan = Assert.IsType<Planned>(Planner.Plan(
            new TypedQuery("people", null, ["disease"], [Shapes.CountAll]), Shape, new Epsilon(1_000_000),
            1_000_000_000)).Plan;
        var source = new SeededSource(1);

        var shown = CountShown(groups =>
        {
            var table = new ExactTable(plan);
            foreach (var (key, units) in groups)
            {
                table.Add(0, [DomainValue.Of(key)], units, [units]);
            }

            var noisy = Perturbation.Apply(table, source);
            return [.. Enumerable.Range(0, noisy.CellsCount).Select(cell => noisy.KeyOf(cell)[0].Text!)];
        });

        Assert.Equal((0, AnswersCount), shown);
    }

    [Fact]
    public void Control_groups_as_they_are_found_show_it_always() => Assert.Equal(
        (AnswersCount, AnswersCount), CountShown(groups => [.. groups.Keys]));

    /// <summary>The control of whoever holds back small noisy counts without asking what δ that is.</summary>
    [Fact]
    public void Control_a_threshold_of_three_on_noisy_counts_shows_it_in_one_answer_of_twenty()
    {
        var source = new SeededSource(2);
        var draws = new long[2];

        var (rare, _) = CountShown(groups =>
        {
            DiscreteLaplace.Fill(draws, new NoiseDistribution(NoiseKind.DiscreteLaplace, 1, 1), source);
            return
            [
                .. groups.Zip(draws).Where(pair => pair.First.Value + pair.Second >= 3).Select(pair => pair.First.Key),
            ];
        });

        Assert.True(rare > AnswersCount / 20, $"{rare} of {AnswersCount}");
    }

    private static (int Rare, int Common) CountShown(Func<Dictionary<string, long>, IReadOnlyList<string>> ask)
    {
        var answers = Enumerable.Range(0, AnswersCount)
            .Select(_ => ask(new Dictionary<string, long> { [Rare] = 1, [Common] = 300 })).ToList();
        return (answers.Count(keys => keys.Contains(Rare)), answers.Count(keys => keys.Contains(Common)));
    }
}
