using System.Text.Json;

namespace Federation.Tests.Cli;

/// <summary>The commands that look for one document in another.</summary>
public sealed class CurateDuplicatesTests : IDisposable
{
    private const string Story = "the quick brown fox jumps over the lazy dog and runs back into the dark green wood "
        + "at night";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Pairs_come_with_their_similarity_and_then_the_clusters()
    {
        var input = Write("in.jsonl", ("b", Story), ("a", Story.ToUpperInvariant()), ("c", "nothing like it"));

        var run = await CommandLine.RunAsync("curate", "dedup", input, "--threshold", "0.8", "--temp", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["""{"a":"b","b":"a","jaccard":1}""", """{"cluster":["a","b"],"keep":"a"}"""], Lines(run.Output));
        Assert.Contains("1 pairs in 1 clusters", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.spill"));
    }

    [Fact]
    public async Task With_a_state_a_later_file_is_held_against_all_that_was_seen_and_told_once()
    {
        var first = Write("first.jsonl", ("b", Story), ("c", "nothing like it"), ("d", Story + " again"));
        var second = Write("second.jsonl", ("b", Story), ("a", Story.ToUpperInvariant()));
        var state = Path.Combine(_folder.Path, "seen");

        var one = await CommandLine.RunAsync("curate", "dedup", first, "--state", state);
        var two = await CommandLine.RunAsync("curate", "dedup", second, "--state", state);
        var three = await CommandLine.RunAsync("curate", "dedup", second, "--state", state);
        var whole = await CommandLine.RunAsync("curate", "dedup", Write(
            "whole.jsonl", ("b", Story), ("c", "nothing like it"), ("d", Story + " again"),
            ("a", Story.ToUpperInvariant())));

        Assert.Equal((0, 0, 0), (one.ExitCode, two.ExitCode, three.ExitCode));
        Assert.Equal(
            Lines(whole.Output).Where(line => line.Contains("jaccard", StringComparison.Ordinal)).Order(),
            Lines(one.Output + two.Output).Where(line => line.Contains("jaccard", StringComparison.Ordinal)).Order());
        Assert.Equal(Lines(whole.Output)[^1], Lines(two.Output)[^1]);
        Assert.Contains("1 documents were seen before", two.Error, StringComparison.Ordinal);
        Assert.Equal(Lines(whole.Output)[^1], Assert.Single(Lines(three.Output)));
        Assert.Contains("2 documents were seen before", three.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(state, "dedup.state")));
        }
    }

    [Fact]
    public async Task A_state_that_is_damaged_or_of_another_recipe_is_refused_and_stays_as_it_is()
    {
        var input = Write("in.jsonl", ("a", Story), ("b", Story));
        var state = Path.Combine(_folder.Path, "seen");
        await CommandLine.RunAsync("curate", "dedup", input, "--state", state);
        var file = Path.Combine(state, "dedup.state");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        var other = await CommandLine.RunAsync("curate", "dedup", input, "--state", state, "--threshold", "0.7");
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        var damaged = await CommandLine.RunAsync("curate", "dedup", input, "--state", state);

        Assert.Equal((2, 2), (other.ExitCode, damaged.ExitCode));
        Assert.Contains("--threshold 0.8", other.Error, StringComparison.Ordinal);
        Assert.Contains("is damaged", damaged.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_a_state_a_document_without_an_id_is_left_out_and_told_by_its_line()
    {
        var input = Write("in.jsonl", ("a", Story), (null, Story));

        var run = await CommandLine.RunAsync(
            "curate", "dedup", input, "--state", Path.Combine(_folder.Path, "seen"));

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("in.jsonl:2: left out, as it has no id", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_without_an_id_of_its_own_is_named_by_its_line()
    {
        var input = Write("in.jsonl", ("a", Story), (null, Story), ("a", Story));

        var run = await CommandLine.RunAsync("curate", "dedup", input);

        var cluster = JsonElement.Parse(Lines(run.Output)[^1]).GetProperty("cluster");
        Assert.Equal(["@line:2", "a", "a@line:3"], cluster.EnumerateArray().Select(id => id.GetString()));
        Assert.Contains("2 documents without an id of their own", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_document_is_left_out_and_told_by_its_number()
    {
        var input = Path.Combine(_folder.Path, "in.jsonl");
        await File.WriteAllTextAsync(
            input, "not json\n{\"id\":\"a\"}\n", TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync("curate", "dedup", input);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("in.jsonl:1: left out", run.Error, StringComparison.Ordinal);
        Assert.Contains("in.jsonl:2: left out", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1.1")]
    [InlineData("0,8")]
    [InlineData("0.8000001")]
    public async Task A_threshold_that_is_none_is_two_and_says_what_to_write(string threshold)
    {
        var run = await CommandLine.RunAsync("curate", "dedup", "in.jsonl", "--threshold", threshold);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("from 0.2 to 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_quotes_an_item_is_told_and_the_rest_is_written_as_it_was()
    {
        var items = Write("eval.jsonl", ("q1", Story));
        var input = Write("in.jsonl", ("d1", $"Here is what he said: {Story}!"), ("d2", "Something else."));
        var output = Path.Combine(_folder.Path, "out.jsonl");

        var run = await CommandLine.RunAsync("curate", "decontaminate", "--eval", items, input, "--out", output);

        Assert.Equal(0, run.ExitCode);
        var found = JsonElement.Parse(Assert.Single(Lines(run.Output)));
        Assert.Equal(("d1", "q1", 22), (
            found.GetProperty("id").GetString(), found.GetProperty("eval").GetString(),
            found.GetProperty("start").GetInt32()));
        Assert.Equal(File.ReadLines(input).Last(), Assert.Single(File.ReadLines(output)));
    }

    [Fact]
    public async Task Items_that_cannot_all_be_searched_for_stop_the_search()
    {
        var items = Write("eval.jsonl", ("q1", Story), ("q2", Story));
        var input = Write("in.jsonl", ("d1", Story));

        var many = await CommandLine.RunAsync("curate", "decontaminate", "--eval", items, input, "--tokens-max", "30");
        var none = await CommandLine.RunAsync(
            "curate", "decontaminate", "--eval", Write("short.jsonl", ("q", "too short")), input);

        Assert.Equal((2, 2), (many.ExitCode, none.ExitCode));
        Assert.Contains("eval.jsonl:2", many.Error, StringComparison.Ordinal);
        Assert.Contains("long enough", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dedup")]
    [InlineData("decontaminate")]
    public async Task Help_shows_examples_and_exit_codes(string command)
    {
        var run = await CommandLine.RunAsync("curate", command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Write(string name, params (string? Id, string Text)[] documents)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllLines(path, documents.Select(document => document.Id is null
            ? JsonSerializer.Serialize(new { text = document.Text })
            : JsonSerializer.Serialize(new { id = document.Id, text = document.Text })));
        return path;
    }
}
