namespace Federation.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("query", "--help")]
    [InlineData("keys", "init", "--help")]
    public async Task Help_shows_examples_and_exit_codes(params string[] args)
    {
        var run = await CommandLine.RunAsync(args);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("done in part", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quary")]
    [InlineData("query")]
    [InlineData("query", "SELECT COUNT(*) FROM people")]
    [InlineData("sample", "notes", "--records", "many", "--out", "x.jsonl")]
    [InlineData("demo", "data", "--out", "x", "--people", "0")]
    public async Task Wrong_usage_is_two_and_says_what_to_do(params string[] args)
    {
        var run = await CommandLine.RunAsync(args);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("federation:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("11")]
    [InlineData("1e9")]
    [InlineData("0.0000001")]
    [InlineData("1,5")]
    public async Task An_epsilon_that_cannot_be_spent_is_refused_before_anything_is_sent(string epsilon)
    {
        var run = await CommandLine.RunAsync("query", "SELECT COUNT(*) FROM people", $"--epsilon={epsilon}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--epsilon must be from", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_outside_the_subset_is_two_with_a_caret_under_the_word()
    {
        var run = await CommandLine.RunAsync("query", "SELECT MAX(age) FROM people", "--epsilon", "1");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("^^^", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_with_an_unknown_key_is_two_and_names_file_and_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["profile.yaml"], "federation: demo.federation\nbrokr: https://127.0.0.1:1\n",
            TestContext.Current.CancellationToken);
        var run = await CommandLine.RunAsync("catalog", "--profile", folder["profile.yaml"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("profile.yaml:2", run.Error, StringComparison.Ordinal);
        Assert.Contains("brokr", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_three()
    {
        using var folder = new TemporaryFolder();
        await MakeProfileAsync(folder);
        var run = await CommandLine.RunAsync("catalog", "--profile", folder["profile.yaml"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("cannot be reached", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_receipt_is_one()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["x.json"], "{}", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await CommandLine.RunAsync("audit", "receipt", folder["x.json"])).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync("audit", "receipt", folder["y.json"])).ExitCode);
    }

    private static async Task MakeProfileAsync(TemporaryFolder folder)
    {
        var keys = await CommandLine.RunAsync(
            "keys", "init", "--out", folder["keys"], "--federation", "demo.federation", "--trainer", "lab");
        Assert.Equal(0, keys.ExitCode);
        await File.WriteAllTextAsync(folder["profile.yaml"], $"""
            federation: demo.federation
            broker: https://127.0.0.1:1
            keys: keys/trainer/lab
            agreement: lab-2026
            purpose: research
            silos:
              - id: a
                fingerprint: {new string('0', 64)}
            """, TestContext.Current.CancellationToken);
    }
}
