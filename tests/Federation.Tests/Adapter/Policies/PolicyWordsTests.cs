using Federation.Adapter.Checks;
using Federation.Adapter.Explanations;
using Federation.Adapter.Policies;
using Federation.Tests.Cli;
using Federation.Tests.House;

namespace Federation.Tests.Adapter.Policies;

/// <summary>What a holder reads about its policy. The whole text is kept beside this file and compared.</summary>
public sealed class PolicyWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_policy_in_plain_words_reads_as_it_was_reviewed()
    {
        var golden = Path.Combine(
            SourceTree.Root, "tests", "Federation.Tests", "Adapter", "Policies", "people.words.txt");
        using var folder = new TemporaryFolder();
        var words = string.Join('\n', PolicyWords.Of(Load(folder, FullPolicy.Text), Now)) + "\n";
        words = words.Replace(folder.Path, "FOLDER", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("FEDERATION_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(golden, words);
        }

        Assert.Equal(File.ReadAllText(golden), words);
    }

    [Theory]
    [InlineData("2025-12-31", "NOT BEGUN")]
    [InlineData("2026-01-01", "RUNNING")]
    [InlineData("2026-12-31", "RUNNING")]
    [InlineData("2027-01-01", "ENDED")]
    public void A_term_includes_its_first_moment_and_not_its_last(string day, string state)
    {
        using var folder = new TemporaryFolder();
        var now = DateTimeOffset.Parse($"{day}T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(PolicyWords.Of(Load(folder, FullPolicy.Text), now), line => line.Contains($"lab-2026: {state}", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_is_said_to_be_public_is_warned_of_loudly()
    {
        using var folder = new TemporaryFolder();
        var policy = Load(folder, FullPolicy.Text.Replace("[email, phone]", "[none-public]", StringComparison.Ordinal));

        var warning = Assert.Single(PolicyWords.WarningsOf(policy));

        Assert.StartsWith("'note' is text with 'none-public': NOTHING is cut from it.", warning, StringComparison.Ordinal);
        Assert.Contains(PolicyWords.Of(policy, Now), line => line.Trim().StartsWith("WARNING 'note'", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_leave_as_they_stand_and_columns_that_name_people_are_warned_of()
    {
        using var folder = new TemporaryFolder();
        var policy = Load(folder, FullPolicy.Text
            .Replace("  - name: note\n    type: text\n", "  - name: note\n    type: text\n  - name: pid\n    type: integer\n", StringComparison.Ordinal)
            .Replace("    - name: note\n", "    - name: pid\n    - name: note\n", StringComparison.Ordinal));
        var warnings = PolicyWords.WarningsOf(policy);
        Assert.Contains(warnings, warning => warning.StartsWith("'pid' leaves as it stands", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.StartsWith("'pid' names the person", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_check_of_the_data_names_the_line_and_shows_no_value()
    {
        using var folder = new TemporaryFolder();
        var text = FullPolicy.Text.Replace("name: sex\n    type: text\n    domain: [f, m]", "name: sexx\n    type: text\n    domain: [f, m]", StringComparison.Ordinal)
            .Replace("{column: pid}", "{column: patient}", StringComparison.Ordinal);
        var missing = await CheckAsync(folder, text);
        Assert.Equal(
            [("the data have no column 'sexx'", FullPolicy.LineOf(text, "sexx")), ("the data have no column 'patient'", FullPolicy.LineOf(text, "patient"))],
            missing.Faults.Select(fault => (fault.What, fault.Line)));

        text = FullPolicy.Text.Replace("  - name: note\n    type: text", "  - name: note\n    type: integer", StringComparison.Ordinal);
        var fault = Assert.Single((await CheckAsync(folder, text)).Faults);
        Assert.Contains("no value of 'note' that was looked at can be read as integer", fault.What, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty((await CheckAsync(folder, FullPolicy.Text)).Faults);
    }

    [Fact]
    public async Task Data_that_are_not_there_are_told_and_more_rows_than_declared_are_warned_of()
    {
        using var folder = new TemporaryFolder();
        var few = await CheckAsync(folder, FullPolicy.Text.Replace("rowsMax: 10000", "rowsMax: 39", StringComparison.Ordinal));
        Assert.Contains("rowsMax", Assert.Single(few.Warnings), StringComparison.Ordinal);
        var policy = Load(folder, FullPolicy.Text);
        File.Delete(folder["people.csv"]);
        Assert.NotNull((await StoreCheck.RunAsync(policy, new byte[32], TestContext.Current.CancellationToken)).Unavailable);
    }

    [Fact]
    public async Task What_the_data_show_of_domains_bounds_and_units_is_warned_of_without_a_value()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty((await CheckAsync(folder, FullPolicy.Text)).Warnings);
        var narrow = FullPolicy.Text.Replace("[f, m]", "[f, x]", StringComparison.Ordinal)
            .Replace("upper: 5000", "upper: 200", StringComparison.Ordinal);
        var warnings = (await CheckAsync(folder, narrow)).Warnings;
        Assert.Contains("50 % of the values of 'sex' that were looked at are not in its domain: they are in no group", warnings);
        Assert.Contains(warnings, warning => warning.StartsWith("52 % of the values of 'income' that were looked at lie outside", StringComparison.Ordinal));

        var many = string.Concat("pid,sex,income,note\n", string.Concat(Enumerable.Range(0, 900).Select(i =>
            $"{(i % 3 == 0 ? "" : (i + 7).ToString(System.Globalization.CultureInfo.InvariantCulture))},f,10,x\n")));
        var policy = Load(folder, FullPolicy.Text);
        await File.WriteAllTextAsync(folder["people.csv"], many, TestContext.Current.CancellationToken);
        warnings = (await StoreCheck.RunAsync(policy, new byte[32], TestContext.Current.CancellationToken)).Warnings;
        Assert.Contains("33 % of the records that were looked at have no 'pid': they never count", warnings);
        Assert.Contains(warnings, warning => warning.StartsWith("almost every record has a 'pid' of its own", StringComparison.Ordinal));

        many = string.Concat("pid,sex,income,note\n", string.Concat(Enumerable.Range(0, 300).Select(i => $"{i % 30},f,10,x\n")));
        await File.WriteAllTextAsync(folder["people.csv"], many, TestContext.Current.CancellationToken);
        warnings = (await StoreCheck.RunAsync(policy, new byte[32], TestContext.Current.CancellationToken)).Warnings;
        Assert.Equal(["100 % of the units that were looked at have more records than recordsPerUnit: the others of theirs never count"], warnings);
    }

    [Fact]
    public void A_view_on_the_unit_is_told_in_plain_words_and_one_on_another_column_is_refused()
    {
        using var folder = new TemporaryFolder();
        var text = FullPolicy.Text.Replace(
            "  path: people.csv\n", "  path: people.csv\n  view: {rightPath: incomes.csv, on: pid}\n", StringComparison.Ordinal);
        var policy = Load(folder, text);
        Assert.Equal("pid", policy.Store.View!.On);
        Assert.Contains(PolicyWords.Of(policy, Now), line => line.Contains("joined on 'pid' with CSV file", StringComparison.Ordinal));
        var fault = Assert.Throws<Federation.Hosting.Configuration.ConfigurationException>(
            () => Load(folder, text.Replace("on: pid", "on: sex", StringComparison.Ordinal)));
        Assert.Contains("a view joins on the privacy unit only", fault.Message, StringComparison.Ordinal);
    }

    private static Task<StoreFinding> CheckAsync(TemporaryFolder folder, string text) =>
        StoreCheck.RunAsync(Load(folder, text), new byte[32], TestContext.Current.CancellationToken);

    private static DatasetPolicy Load(TemporaryFolder folder, string text) =>
        PolicyBook.Load(FullPolicy.Write(folder.Path, text)).Datasets[0];
}
