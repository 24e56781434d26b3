using System.Text.Json;

namespace Federation.Tests.Cli;

/// <summary>The commands that say and show what the filter did.</summary>
public sealed class CurateExplainTests : IDisposable
{
    private const string Mail = "写信到 wang.lei@mail.example 或打 13800138000。";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Explain_tells_stages_and_places_and_never_a_value()
    {
        var input = Write(("a", Mail), ("b", "今天天气很好。"));

        var json = await CommandLine.RunAsync("curate", "explain", input, "--json");
        var text = await CommandLine.RunAsync("curate", "explain", input);

        Assert.Equal((0, 0), (json.ExitCode, text.ExitCode));
        var first = JsonElement.Parse(json.Output.Split('\n')[0]);
        Assert.Equal("cut", first.GetProperty("outcome").GetString());
        var cuts = first.GetProperty("stages").EnumerateArray().Single(
            stage => stage.GetProperty("stage").GetString() == "redaction").GetProperty("cuts");
        Assert.Equal(4, cuts[0].GetProperty("start").GetInt32());
        Assert.Contains("EMAIL at 4..25 by", text.Output, StringComparison.Ordinal);
        foreach (var told in new[] { json.Output, json.Error, text.Output, text.Error })
        {
            Assert.DoesNotContain("wang.lei", told, StringComparison.Ordinal);
            Assert.DoesNotContain("13800138000", told, StringComparison.Ordinal);
            Assert.DoesNotContain("天气", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explain_of_duplicates_names_the_one_that_stays()
    {
        var input = Write(("b", Mail), ("a", Mail));

        var run = await CommandLine.RunAsync("curate", "explain", input, "--dedup", "--id", "b", "--json");

        var stage = JsonElement.Parse(run.Output.Split('\n')[0]).GetProperty("stages")[1];
        Assert.Equal(("dropped", "a"), (
            stage.GetProperty("outcome").GetString(), stage.GetProperty("reason").GetString()));
        Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_filter_that_is_none_and_an_id_that_nobody_has_are_two()
    {
        var input = Write(("a", Mail));

        var filter = await CommandLine.RunAsync("curate", "explain", input, "--quality", "fineweb,nonesuch");
        var id = await CommandLine.RunAsync("curate", "explain", input, "--id", "z");

        Assert.Equal((2, 2), (filter.ExitCode, id.ExitCode));
        Assert.Contains("'nonesuch'", filter.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_shows_cuts_with_their_values_and_no_control_character()
    {
        var input = Write(("a", $"\u001b[31mred\u0007 {Mail}"));

        var run = await CommandLine.RunAsync("curate", "preview", input);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("⟦wang.lei@mail.example⟧(EMAIL", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u0007', run.Output);
    }

    [Fact]
    public async Task The_parts_of_a_preview_are_the_document()
    {
        var input = Write(("a", Mail));

        var run = await CommandLine.RunAsync("curate", "preview", input, "--json");

        var parts = JsonElement.Parse(run.Output).GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(Mail, string.Concat(parts.Select(part => part.GetProperty("text").GetString())));
        Assert.Equal(2, parts.Count(part => part.TryGetProperty("type", out _)));
    }

    [Fact]
    public async Task A_page_runs_nothing_that_a_document_holds_and_is_its_owners_alone()
    {
        var input = Write(("<script>x</script>", $"<script>alert(1)</script>\"'{Mail}"));
        var page = _folder["page.html"];
        await File.WriteAllTextAsync(page, "old", TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync("curate", "preview", input, "--page", page);

        Assert.Equal(0, run.ExitCode);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains(">wang.lei@mail.example</del>", html, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(page));
        }
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("preview")]
    [InlineData("train")]
    public async Task Help_shows_examples_and_exit_codes(string command)
    {
        var run = await CommandLine.RunAsync("curate", command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(params (string Id, string Text)[] documents)
    {
        var path = _folder["in.jsonl"];
        File.WriteAllLines(path, documents.Select(
            document => JsonSerializer.Serialize(new { id = document.Id, text = document.Text })));
        return path;
    }
}
