using System.Text.Json;

namespace Federation.Tests.Cli;

public sealed class PrivacyCommandTests
{
    private const string Sample = """
        {"delta": 1e-6, "mechanisms": [
          {"type": "discrete_laplace", "scale": 10, "sensitivity": 1, "count": 100},
          {"type": "discrete_gaussian", "sigma": 4, "sensitivity": 1, "count": 16},
          {"type": "laplace", "b": 7, "sensitivity": 2}, {"type": "gaussian", "sigma": "10/3", "count": 2},
          {"type": "approx", "epsilon": 0.1, "delta": 1e-9}, {"type": "pure", "epsilon": 0.1, "count": 50}]}
        """;

    [Theory]
    [InlineData("privacy", "noise")]
    [InlineData("privacy", "compose")]
    [InlineData("privacy", "select")]
    public async Task Help_shows_examples_and_exit_codes(params string[] command)
    {
        var run = await CommandLine.RunAsync([.. command, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Six deviations of the frequency of zero: fails once in 10⁸ runs.</summary>
    [Theory]
    [InlineData("discrete-laplace", "--scale", "10/3", 0.148884)] // tanh(3 / 20).
    [InlineData("discrete-gaussian", "--sigma2", "16", 0.0997356)] // 1 / (4 √(2π)).
    public async Task Noise_prints_the_histogram_of_fresh_draws(
        string mechanism, string option, string value, double atZero)
    {
        const int DrawsCount = 200_000;
        var run = await CommandLine.RunAsync(
            "privacy", "noise", "--mechanism", mechanism, option, value, "--draws", "200000", "--json");
        Assert.Equal(0, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(DrawsCount, document.GetProperty("draws").GetInt32());
        var histogram = document.GetProperty("histogram").EnumerateObject()
            .ToDictionary(pair => int.Parse(pair.Name, null), pair => pair.Value.GetInt64());
        Assert.Equal(DrawsCount, histogram.Values.Sum());
        Assert.InRange(
            histogram[0] - (DrawsCount * atZero), -6 * Math.Sqrt(DrawsCount * atZero), 6 * Math.Sqrt(DrawsCount * atZero));
        var again = await CommandLine.RunAsync(
            "privacy", "noise", "--mechanism", mechanism, option, value, "--draws", "200000", "--json");
        Assert.NotEqual(run.Output, again.Output);
    }

    [Theory]
    [InlineData("--mechanism must be", "laplace", "--scale", "10")]
    [InlineData("takes --scale", "discrete-laplace", "--sigma2", "10")]
    [InlineData("takes --sigma2", "discrete-gaussian", "--scale", "10")]
    [InlineData("must be a positive number", "discrete-laplace", "--scale", "0")]
    [InlineData("must be a positive number", "discrete-laplace", "--scale", "1e3")]
    [InlineData("must be a positive number", "discrete-laplace", "--scale", "10/0")]
    [InlineData("must be a positive number", "discrete-gaussian", "--sigma2", "-4")]
    [InlineData("must be a positive number", "discrete-gaussian", "--sigma2", "99999999999999999999")]
    public async Task Noise_that_cannot_be_drawn_is_two_and_says_what_to_do(
        string advice, string mechanism, string option, string value)
    {
        var run = await CommandLine.RunAsync("privacy", "noise", "--mechanism", mechanism, $"{option}={value}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_prints_the_exact_epsilon_and_that_of_the_ledger()
    {
        var (run, document) = await ComposeAsync(Sample);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(170, document!.Value.GetProperty("releases").GetInt32());
        var epsilon = document.Value.GetProperty("epsilon").GetDouble();
        Assert.InRange(epsilon, 8, 10);
        Assert.InRange(document.Value.GetProperty("ledgerEpsilon").GetDouble(), epsilon, 1.2 * epsilon);
    }

    [Fact]
    public async Task Fifty_pure_releases_of_a_tenth_compose_to_the_known_number()
    {
        var (_, document) = await ComposeAsync(
            """{"delta": 1e-6, "mechanisms": [{"type": "pure", "epsilon": 0.1, "count": 50}]}""");
        Assert.Equal(3.1729027, document!.Value.GetProperty("epsilon").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Releases_whose_delta_is_too_much_have_no_epsilon()
    {
        var (run, document) = await ComposeAsync(
            """{"delta": 1e-9, "mechanisms": [{"type": "approx", "epsilon": 0.1, "delta": 1e-9, "count": 2}]}""");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(JsonValueKind.Null, document!.Value.GetProperty("epsilon").ValueKind);
        Assert.Equal(JsonValueKind.Null, document.Value.GetProperty("ledgerEpsilon").ValueKind);
    }

    [Theory]
    [InlineData("delta: needs a number above 0", """{"mechanisms": [{"type": "pure", "epsilon": 1}]}""")]
    [InlineData("delta: must be above 0 and below 1", """{"delta": 1, "mechanisms": [{"type": "pure", "epsilon": 1}]}""")]
    [InlineData("mechanisms: must be a list", """{"delta": 1e-6, "mechanisms": []}""")]
    [InlineData("deltas: unknown here", """{"deltas": 1, "delta": 1e-6, "mechanisms": [{"type": "pure", "epsilon": 1}]}""")]
    [InlineData("needs a type, one of", """{"delta": 1e-6, "mechanisms": [{"type": "Pure", "epsilon": 1}]}""")]
    [InlineData("[0].epsilon: needs a number", """{"delta": 1e-6, "mechanisms": [{"type": "pure"}]}""")]
    [InlineData("[0].b: unknown here", """{"delta": 1e-6, "mechanisms": [{"type": "pure", "epsilon": 1, "b": 2}]}""")]
    [InlineData("[0].epsilon: needs a number", """{"delta": 1e-6, "mechanisms": [{"type": "pure", "epsilon": -1}]}""")]
    [InlineData("ε is above 100", """{"delta": 1e-6, "mechanisms": [{"type": "pure", "epsilon": 101}]}""")]
    [InlineData("count: needs a whole", """{"delta": 1e-6, "mechanisms": [{"type": "pure", "epsilon": 1, "count": 1.5}]}""")]
    [InlineData("sensitivity: needs a whole",
        """{"delta": 1e-6, "mechanisms": [{"type": "discrete_gaussian", "sigma": 4, "sensitivity": 0.5}]}""")]
    [InlineData("no JSON document", """{"delta": 1e-6, "delta": 1e-3, "mechanisms": []}""")]
    [InlineData("no JSON document", "{")]
    public async Task A_file_that_cannot_be_read_is_two_and_names_the_place(string advice, string text)
    {
        var (run, _) = await ComposeAsync(text);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
        Assert.Contains("batch.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_three() =>
        Assert.Equal(3, (await CommandLine.RunAsync("privacy", "compose", "/nonexistent/batch.json")).ExitCode);

    [Fact]
    public async Task Select_prints_the_chance_that_a_key_is_shown()
    {
        var run = await CommandLine.RunAsync(
            "privacy", "select", "--epsilon", "1", "--delta", "1e-6", "--units", "14", "--json");
        Assert.Equal(0, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0.699887, document.GetProperty("keepProbability").GetDouble(), 1e-6);
        Assert.Equal(28, document.GetProperty("certainFrom").GetInt64());
        var text = await CommandLine.RunAsync(
            "privacy", "select", "--epsilon", "1", "--delta", "1e-6", "--units", "28", "--quiet");
        Assert.Equal("1", text.Output.Trim());
    }

    [Theory]
    [InlineData("--epsilon must be", "0", "1e-6", "14")]
    [InlineData("--epsilon must be", "NaN", "1e-6", "14")]
    [InlineData("--epsilon must be", "0.0000001", "1e-6", "14")]
    [InlineData("--delta must be", "1", "0", "14")]
    [InlineData("--delta must be", "1", "1e-16", "14")]
    [InlineData("--units must be", "1", "1e-6", "-1")]
    public async Task A_selection_that_cannot_be_worked_out_is_two(
        string advice, string epsilon, string delta, string units)
    {
        var run = await CommandLine.RunAsync(
            "privacy", "select", $"--epsilon={epsilon}", $"--delta={delta}", $"--units={units}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(advice, run.Error, StringComparison.Ordinal);
    }

    private static async Task<(CommandLine Run, JsonElement? Document)> ComposeAsync(string text)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["batch.json"], text, TestContext.Current.CancellationToken);
        var run = await CommandLine.RunAsync("privacy", "compose", folder["batch.json"], "--json");
        return (run, run.ExitCode == 0 ? JsonDocument.Parse(run.Output).RootElement : null);
    }
}
