using Federation.Adapter.Catalogues;
using Federation.Adapter.Policies;
using Federation.Answers;
using Federation.Cli.Commands;
using Federation.Cli.Shell;
using Federation.Client;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;
using Federation.Tests.Adapter;

namespace Federation.Tests.Cli;

/// <summary>What --explain tells before anything is asked is what happens when it is asked.</summary>
public sealed class ExplanationTests
{
    private const string Sql = "SELECT HISTOGRAM(age, 30), COUNT(*), COUNT(DISTINCT pid), SUM(age), AVG(age), VARIANCE(age), STDDEV(age) "
        + "FROM people WHERE sex = 'f'";

    [Fact]
    public async Task Cost_noise_and_error_bars_are_those_of_the_real_answer()
    {
        await using var rig = await new AdapterRig { RecordsPerUnit = 3 }.StartAsync();
        var query = SqlCompiler.Compile(Sql);
        var explanation = Explanation.Of(Catalogue(rig), query, 900_000, 0, rowsCount: 1_000);
        Assert.Equal(0, rig.Store!.ReadsCount);
        var release = StatisticRelease.Parser.ParseFrom(
            (await rig.AskAsync(900_000, request => request.Query = query)).Envelope.Payload);
        var real = ReleaseTable.Of(release);
        var cost = Assert.Single(explanation.Silos).Cost!;
        Assert.Equal(release.LineageCost.EpsilonMicros, cost.EpsilonMicros);
        Assert.Equal(release.LineageCost.RhoMicros, cost.RhoMicros);
        Assert.Equal(release.Cells.Count, cost.CellsCount);
        Assert.Equal(real.Components, cost.Table.Components);
        var estimates = new Estimates(Merge.Sum([real]));
        Estimate[] linear = [estimates.Count(0), estimates.Units(0), estimates.Sum(0, "age")];
        Assert.All(linear.Zip(explanation.Errors), pair =>
        {
            Assert.Equal(pair.First.StandardError!.Value, pair.Second!.Value.StandardError, 9);
            Assert.Equal(pair.First.Interval95.Width / 2, pair.Second!.Value.HalfWidth95, 6);
        });
    }

    [Fact]
    public async Task Means_and_variances_of_the_worst_data_are_told_as_they_come()
    {
        await using var rig = new AdapterRig();
        const int rows = 5_000;
        var query = SqlCompiler.Compile("SELECT AVG(age), VARIANCE(age) FROM people");
        var explanation = Explanation.Of(Catalogue(rig), query, 1_000_000, 0, rows);
        var noisy = explanation.Silos[0].Cost!.Table with { Cells = [new NoisyCell([], [rows * 14_400L, 0, 0])] };
        var estimates = new Estimates(Merge.Sum([noisy]));
        Assert.Equal(estimates.Mean(0, "age").StandardError!.Value, explanation.Errors[0]!.Value.StandardError, 9);
        Assert.Equal(estimates.Variance(0, "age").StandardError!.Value, explanation.Errors[1]!.Value.StandardError, 9);
        var mean = estimates.Mean(0, "age").Interval95.Width; // One half of it lies outside the bounds and is cut off.
        Assert.InRange(explanation.Errors[0]!.Value.HalfWidth95, 0.98 * mean, 1.02 * mean);
        var variance = estimates.Variance(0, "age").Interval95.Width;
        Assert.InRange(explanation.Errors[1]!.Value.HalfWidth95, 0.9 * variance, 1.1 * variance);
    }

    [Fact]
    public async Task Without_a_guess_of_the_rows_a_mean_has_no_error_bar_and_a_count_has_one()
    {
        await using var rig = new AdapterRig();
        var explanation = Explanation.Of(Catalogue(rig), SqlCompiler.Compile("SELECT AVG(age), COUNT(*) FROM people"), 1_000_000, 0, null);
        Assert.Null(explanation.Errors[0]);
        Assert.NotNull(explanation.Errors[1]);
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM people", "20")]
    [InlineData("SELECT COUNT(*) FROM people", "2%")]
    [InlineData("SELECT AVG(age), SUM(age) FROM people", "0.5%")]
    [InlineData("SELECT STDDEV(age), VARIANCE(age) FROM people", "10%")]
    [InlineData("SELECT MEDIAN(age) FROM people", "10%")]
    [InlineData("SELECT QUANTILE(age, 0.9), COUNT(*) FROM people", "30")]
    public async Task The_epsilon_for_an_accuracy_is_the_smallest_that_gives_it(string sql, string text)
    {
        await using var rig = new AdapterRig();
        var (query, catalogue, accuracy) = (SqlCompiler.Compile(sql), Catalogue(rig), Accuracy.Parse(text));
        var micros = Explanation.EpsilonFor(catalogue, query, 0, accuracy, 1_000)!.Value;
        Assert.True(IsNear(micros));
        Assert.False(IsNear(micros - 1));

        bool IsNear(long epsilonMicros)
        {
            var explanation = Explanation.Of(catalogue, query, epsilonMicros, 0, 1_000);
            var table = Merge.Sum([explanation.Silos[0].Cost!.Table]);
            return explanation.Errors.Zip(query.Measures).All(pair => pair.First!.Value.HalfWidth95 <= accuracy.TargetOf(pair.Second, table, 1_000));
        }
    }

    [Fact]
    public async Task What_cannot_be_reached_or_guessed_is_said()
    {
        await using var rig = new AdapterRig();
        var query = SqlCompiler.Compile("SELECT AVG(age) FROM people");
        Assert.Null(Explanation.EpsilonFor(Catalogue(rig), query, 0, Accuracy.Parse("0.000001"), 10));
        Assert.Throws<CommandException>(() => Explanation.EpsilonFor(Catalogue(rig), query, 0, Accuracy.Parse("1"), null));
        Assert.Throws<CommandException>(() => Accuracy.Parse("two"));
        Assert.Throws<CommandException>(() => Explanation.Of(
            Catalogue(rig), SqlCompiler.Compile("SELECT COUNT(*) FROM nobody"), 1_000_000, 0, null));
        var refused = Explanation.Of(Catalogue(rig), SqlCompiler.Compile("SELECT BINS(age, 7) FROM people"), 1_000_000, 0, null);
        Assert.NotNull(Assert.Single(refused.Silos).Refusal);
    }

    [Theory]
    [InlineData("--explain")]
    [InlineData("--epsilon", "1", "--accuracy", "2%")]
    [InlineData("--explain", "--epsilon", "1", "--accuracy", "2%")]
    [InlineData("--epsilon", "1", "--expect-rows", "5")]
    [InlineData("--explain", "--epsilon", "1", "--expect-rows", "0")]
    [InlineData("--explain", "--accuracy", "-1")]
    public async Task Options_that_do_not_go_together_are_wrong_usage(params string[] options)
    {
        var run = await CommandLine.RunAsync(["query", "SELECT COUNT(*) FROM people", .. options]);
        Assert.Equal(2, run.ExitCode);
    }

    private static CatalogueOutcome[] Catalogue(AdapterRig rig) =>
    [
        new(AdapterRig.Silo, new CatalogueWriter(AdapterRig.Silo, PolicyBook.Of([rig.Policy]), "key", rig.Time).Write(), null, IsPinned: true),
    ];
}
