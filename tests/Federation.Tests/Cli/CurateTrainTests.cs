using System.Text.Json;

namespace Federation.Tests.Cli;

/// <summary>A model of one's own: trained, used, and refused when it is not whole.</summary>
public sealed class CurateTrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_trained_model_helps_to_scan_redact_and_evaluate()
    {
        var (labelled, model) = (Labelled(), _folder["names.model"]);

        var train = await CommandLine.RunAsync("curate", "train", labelled, "--out", model, "--json");
        var without = await Recall(labelled);
        var with = await Recall(labelled, "--model", model);
        var scan = await CommandLine.RunAsync("curate", "scan", labelled, "--model", model);
        var redact = await CommandLine.RunAsync("curate", "redact", labelled, _folder["out.jsonl"], "--model", model);

        Assert.Equal((0, 0, 0), (train.ExitCode, scan.ExitCode, redact.ExitCode));
        Assert.Equal((0m, 1m), (without, with));
        Assert.Contains("PERSON\t18..", scan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("zqaxv", await File.ReadAllTextAsync(
            _folder["out.jsonl"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var sha256 = JsonElement.Parse(train.Output).GetProperty("sha256").GetString()!;
        var named = await CommandLine.RunAsync("curate", "scan", labelled, "--model", model, "--model-sha256", sha256);
        Assert.Equal(0, named.ExitCode);
    }

    [Fact]
    public async Task A_model_that_is_damaged_or_another_one_or_none_is_refused()
    {
        var (labelled, model) = (Labelled(), _folder["names.model"]);
        await CommandLine.RunAsync("curate", "train", labelled, "--out", model, "--rounds", "1");
        var other = await CommandLine.RunAsync(
            "curate", "scan", labelled, "--model", model, "--model-sha256", new string('0', 64));
        var file = await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken);
        file[file.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(model, file, TestContext.Current.CancellationToken);

        var damaged = await CommandLine.RunAsync("curate", "redact", labelled, _folder["out.jsonl"], "--model", model);
        var none = await CommandLine.RunAsync("curate", "scan", labelled, "--model", labelled);

        Assert.Equal((2, 2, 2), (other.ExitCode, damaged.ExitCode, none.ExitCode));
        Assert.Contains("damaged", damaged.Error, StringComparison.Ordinal);
        Assert.Contains("no name model", none.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.jsonl"]));
    }

    [Fact]
    public async Task A_file_without_labels_and_rounds_that_are_none_are_two()
    {
        var plain = _folder["plain.jsonl"];
        await File.WriteAllTextAsync(plain, "{\"text\":\"x\"}\n", TestContext.Current.CancellationToken);

        var empty = await CommandLine.RunAsync("curate", "train", plain, "--out", _folder["m"]);
        var rounds = await CommandLine.RunAsync("curate", "train", Labelled(), "--out", _folder["m"], "--rounds", "0");

        Assert.Equal((2, 2), (empty.ExitCode, rounds.ExitCode));
        Assert.Contains("'spans'", empty.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<decimal> Recall(params string[] args)
    {
        var run = await CommandLine.RunAsync(["curate", "evaluate", .. args, "--json"]);
        return JsonElement.Parse(run.Output).GetProperty("types").EnumerateArray()
            .Single(type => type.GetProperty("type").GetString() == "PERSON").GetProperty("recall").GetDecimal();
    }

    private string Labelled()
    {
        var path = _folder["labelled.jsonl"];
        File.WriteAllLines(path, Enumerable.Range(0, 120).Select(i => JsonSerializer.Serialize(new
        {
            id = $"d{i}",
            text = $"ticket closed by: zq{(char)('a' + (i % 26))}xv today",
            spans = new[] { new { type = "PERSON", start = 18, end = 23 } },
        })));
        return path;
    }
}
