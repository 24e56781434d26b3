using System.Text.Json;
using Federation.Tests.Adapter.Policies;

namespace Federation.Tests.Cli;

/// <summary>The holder's way: keys, draft, check, confirm, check, grant, preview.</summary>
public sealed class HolderCommandTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("draft")]
    [InlineData("preview")]
    [InlineData("grant")]
    [InlineData("slice")]
    public async Task Help_shows_examples(string command)
    {
        var run = await CommandLine.RunAsync("adapter", command, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"federation adapter {command} ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_a_file_to_a_running_agreement_each_step_says_what_to_do_next()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["people.csv"], FullPolicy.Data, TestContext.Current.CancellationToken);
        await MakeKeysAsync(folder);
        var policy = Path.Combine(folder["policies"], "people.yaml");

        var draft = await CommandLine.RunAsync("adapter", "draft", folder["people.csv"], "--unit", "pid", "--out", policy);
        Assert.Equal(0, draft.ExitCode);
        Assert.Contains("guesses are marked UNCONFIRMED", draft.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLine.RunAsync("adapter", "draft", folder["people.csv"], "--out", policy)).ExitCode);

        var early = await CommandLine.RunAsync("adapter", "check", "--config", folder["adapter.yaml"]);
        Assert.Equal(2, early.ExitCode);
        Assert.Contains($"{policy}:", early.Error, StringComparison.Ordinal);
        Assert.Contains("nobody confirmed", early.Error, StringComparison.Ordinal);

        await Edit(policy, text => text.Replace("UNCONFIRMED ", "", StringComparison.Ordinal));
        var check = await CommandLine.RunAsync("adapter", "check", "--config", folder["adapter.yaml"]);
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains("AGREEMENTS: none, so nothing leaves to anybody", check.Output, StringComparison.Ordinal);

        var before = await File.ReadAllTextAsync(policy, TestContext.Current.CancellationToken);
        var dry = await GrantAsync(policy, folder["keys/trainer/lab/public.yaml"], "--dry-run");
        Assert.Equal((0, before), (dry.ExitCode, await File.ReadAllTextAsync(policy, TestContext.Current.CancellationToken)));
        Assert.Equal(0, (await GrantAsync(policy, folder["keys/trainer/lab/public.yaml"])).ExitCode);
        Assert.Equal(2, (await GrantAsync(policy, folder["keys/trainer/lab/public.yaml"])).ExitCode);

        var json = await CommandLine.RunAsync("adapter", "check", "--config", folder["adapter.yaml"], "--json");
        var dataset = JsonDocument.Parse(json.Output).RootElement.GetProperty("datasets")[0];
        Assert.Equal("lab-2026", dataset.GetProperty("agreements")[0].GetProperty("id").GetString());
        Assert.Equal(64, dataset.GetProperty("agreements")[0].GetProperty("trainerFingerprint").GetString()!.Length);
        Assert.False(Directory.Exists(folder["state"]));
    }

    [Fact]
    public async Task A_slice_is_written_once_and_shows_in_the_holders_budget()
    {
        using var folder = new TemporaryFolder();
        await MakeKeysAsync(folder);
        Directory.CreateDirectory(folder["policies"]);
        FullPolicy.Write(folder["policies"]);
        string[] grant =
        [
            "adapter", "slice", "--config", folder["adapter.yaml"], "--lineage", "town", "--to", new string('a', 64),
            "--epsilon", "0.5", "--delta", "1e-8", "--out", folder["slice.json"],
        ];

        var run = await CommandLine.RunAsync(grant);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Granted ε 0.5, δ 1e-8 of lineage town", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLine.RunAsync(grant)).ExitCode); // The file exists.
        grant[7] = "short";
        Assert.Equal(2, (await CommandLine.RunAsync(grant)).ExitCode);
        var budget = await CommandLine.RunAsync("budget", "--config", folder["adapter.yaml"]);
        Assert.Contains("ε 0.5 of 3 spent, 2.5 left, granted anew on", budget.Output, StringComparison.Ordinal);
        Assert.Contains("over its lifetime", budget.Output, StringComparison.Ordinal);
        Assert.Contains("ε 0.5 granted to other adapters", budget.Output, StringComparison.Ordinal);
        Assert.Contains("δ 1e-8 of δ 5e-7 spent one by one", budget.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await CommandLine.RunAsync(
            "budget", "--config", folder["adapter.yaml"], "--json")).Output).RootElement.GetProperty("lineages")[0];
        Assert.Equal(500_000, json.GetProperty("spent").GetProperty("epsilonMicros").GetInt64());
        Assert.Equal(2, (await CommandLine.RunAsync("budget", "--config", folder["adapter.yaml"], "--profile", "x")).ExitCode);
    }

    [Fact]
    public async Task What_samples_need_is_prepared_once_and_then_kept()
    {
        using var folder = new TemporaryFolder();
        await MakeKeysAsync(folder);
        FullPolicy.Write(folder["policies"], FullPolicy.Text.Replace(
            "redactors: [email, phone]", "redactors: [email, phone]\n      nearDuplicates: 0.8",
            StringComparison.Ordinal));
        string[] prepare = ["curate", "prepare", "--config", folder["adapter.yaml"]];

        var first = await CommandLine.RunAsync(prepare);
        var second = await CommandLine.RunAsync([.. prepare, "--json"]);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("OK  people: prepared (", first.Output, StringComparison.Ordinal);
        Assert.Contains("people: prepared, ", first.Error, StringComparison.Ordinal);
        var dataset = JsonElement.Parse(second.Output).GetProperty("datasets")[0];
        Assert.True(dataset.GetProperty("isKept").GetBoolean());
        Assert.InRange(dataset.GetProperty("textsCount").GetInt32(), 1, 1_000);
        Assert.Contains("Examples:", (await CommandLine.RunAsync("curate", "prepare", "--help")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_example_noise_error_bars_cost_and_question_and_touches_no_state()
    {
        using var folder = new TemporaryFolder();
        await MakeKeysAsync(folder);
        FullPolicy.Write(folder["policies"]);
        string[] preview = ["adapter", "preview", "--config", folder["adapter.yaml"], "--dataset", "people"];

        var statistic = await CommandLine.RunAsync(
            [.. preview, "--sql", "select avg(income) from people where sex = 'f'", "--epsilon", "0.25"]);
        Assert.Equal(0, statistic.ExitCode);
        Assert.Contains("EXAMPLE NOISE", statistic.Output, StringComparison.Ordinal);
        Assert.Contains("AVG(\"income\")", statistic.Output, StringComparison.Ordinal);
        Assert.Contains("ε 0.25 of the lineage's budget; nothing was spent", statistic.Output, StringComparison.Ordinal);
        Assert.Contains("pass none of them on", statistic.Error, StringComparison.Ordinal);

        var sample = await CommandLine.RunAsync([.. preview, "--sample", "3", "--json"]);
        Assert.Equal(3, JsonDocument.Parse(sample.Output).RootElement.GetProperty("records").GetArrayLength());
        Assert.DoesNotContain("me@example.org", sample.Output, StringComparison.Ordinal);

        Assert.Equal(1, (await CommandLine.RunAsync([.. preview, "--sample", "21"])).ExitCode);
        Assert.Equal(1, (await CommandLine.RunAsync([.. preview, "--sql", "SELECT COUNT(*) FROM people", "--epsilon", "2"])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync([.. preview, "--sql", "SELECT MAX(income) FROM people", "--epsilon", "0.1"])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync(preview)).ExitCode);
        Assert.False(Directory.Exists(folder["state"]));
    }

    [Fact]
    public async Task Faults_of_configuration_and_policies_are_shown_together_also_as_json()
    {
        using var folder = new TemporaryFolder();
        await MakeKeysAsync(folder);
        FullPolicy.Write(folder["policies"], FullPolicy.Text.Replace("epoch: 1", "epoc: 1", StringComparison.Ordinal));
        await Edit(folder["adapter.yaml"], text => text + "color: red\n");

        var run = await CommandLine.RunAsync("adapter", "check", "--config", folder["adapter.yaml"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'color' is not a known key", run.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'epoch'?", run.Error, StringComparison.Ordinal);

        var json = await CommandLine.RunAsync("adapter", "check", "--policies", folder["policies"], "--json");
        Assert.Equal(2, json.ExitCode);
        var faults = JsonDocument.Parse(json.Output).RootElement.GetProperty("faults");
        Assert.Contains(faults.EnumerateArray(), fault => fault.GetProperty("line").GetInt32() == 9);
    }

    [Fact]
    public async Task Data_that_are_gone_are_three_and_wrong_words_are_two()
    {
        using var folder = new TemporaryFolder();
        var policy = FullPolicy.Write(folder.Path);
        File.Delete(folder["people.csv"]);
        Assert.Equal(3, (await CommandLine.RunAsync("adapter", "check", "--policies", policy)).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync("adapter", "draft", folder["people.csv"])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("adapter", "check")).ExitCode);
        Assert.Equal(2, (await GrantAsync(policy, "0123")).ExitCode);
        Assert.Equal(2, (await GrantAsync(policy, FullPolicy.Fingerprint, "--epsilon", "NaN")).ExitCode);
    }

    [Fact]
    public async Task A_public_file_whose_fingerprint_is_not_that_of_its_key_is_refused()
    {
        using var folder = new TemporaryFolder();
        await MakeKeysAsync(folder);
        var policy = FullPolicy.Write(folder.Path);
        var file = folder["keys/trainer/lab/public.yaml"];
        await Edit(file, text => string.Join('\n', text.Split('\n').Select(line =>
            line.StartsWith("fingerprint:", StringComparison.Ordinal) ? $"fingerprint: {FullPolicy.Fingerprint}" : line)));

        var run = await GrantAsync(policy, file);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is not the key of the fingerprint", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await GrantAsync(policy, folder["keys/adapter/a/public.yaml"])).ExitCode);
        Assert.Equal(FullPolicy.Text, await File.ReadAllTextAsync(policy, TestContext.Current.CancellationToken));
    }

    private static Task<CommandLine> GrantAsync(string policy, string trainer, params string[] more) => CommandLine.RunAsync(
    [
        "adapter", "grant", "--policy", policy, "--id", policy.Contains("policies", StringComparison.Ordinal) ? "lab-2026" : "acme-2026",
        "--trainer", trainer, "--deliveries", "statistics", "--purposes", "research",
        "--from", "2026-01-01", "--until", "2027-01-01", "--requests", "10",
        .. more.Contains("--epsilon") ? more : ["--epsilon", "0.5", .. more],
    ]);

    private static async Task MakeKeysAsync(TemporaryFolder folder)
    {
        var keys = await CommandLine.RunAsync(
            "keys", "init", "--out", folder["keys"], "--federation", "demo.federation", "--adapter", "a", "--trainer", "lab");
        Assert.Equal(0, keys.ExitCode);
        Directory.CreateDirectory(folder["policies"]);
        await File.WriteAllTextAsync(folder["adapter.yaml"], """
            silo: a
            federation: demo.federation
            listen: 127.0.0.1:0
            keys: keys/adapter/a
            state: state
            policies: policies

            """, TestContext.Current.CancellationToken);
    }

    private static async Task Edit(string file, Func<string, string> change) =>
        await File.WriteAllTextAsync(
            file, change(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
}
