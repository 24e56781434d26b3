using System.Globalization;

namespace Federation.Tests.Cli;

/// <summary>What <c>federation sample</c> refuses before it asks anybody.</summary>
public sealed class SampleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_line_that_is_no_item_is_named_by_its_number()
    {
        var run = await RunAsync("--decontaminate", Write("mmlu.jsonl", "{\"text\": \"an item\"}", "{\"txt\": 1}"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("mmlu.jsonl:2: is no item", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_items_and_one_whose_name_says_nothing_are_refused()
    {
        var empty = await RunAsync("--decontaminate", Write("ceval.jsonl"));
        var nameless = await RunAsync("--decontaminate", Write("---.jsonl", "{\"text\": \"an item\"}"));

        Assert.Contains("ceval.jsonl has no evaluation item", empty.Error, StringComparison.Ordinal);
        Assert.Contains("name the file in letters", nameless.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2), (empty.ExitCode, nameless.ExitCode));
    }

    [Fact]
    public async Task More_text_than_a_request_takes_is_refused_with_what_to_do()
    {
        var items = Enumerable.Range(0, 800).Select(number =>
            $"{{\"text\": \"{number.ToString(CultureInfo.InvariantCulture)} {new string('a', 1_000)}\"}}");

        var run = await RunAsync("--decontaminate", Write("big.jsonl", [.. items]));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("700 KiB", run.Error, StringComparison.Ordinal);
        Assert.Contains("bring fewer items", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nine_sets_and_two_of_one_name_are_refused()
    {
        var file = Write("Mmlu Test.jsonl", "{\"text\": \"an item\"}");
        string[] twice = ["--decontaminate", file, "--decontaminate", file];

        var two = await RunAsync(twice);
        var nine = await RunAsync([.. Enumerable.Repeat(new[] { "--decontaminate", file }, 9).SelectMany(part => part)]);

        Assert.Contains("same name", two.Error, StringComparison.Ordinal);
        Assert.Contains("at most 8", nine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--backfill", "5", "goes with --decontaminate")]
    [InlineData("--removals-epsilon", "0", "--removals-epsilon must be from 0.000001 to 10")]
    public async Task An_option_out_of_place_is_refused(string option, string value, string what)
    {
        var run = await RunAsync(option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLine> RunAsync(params string[] options) => CommandLine.RunAsync(
        ["sample", "notes", "--records", "10", "--out", Path.Combine(_folder.Path, "out.jsonl"), .. options]);

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
