using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Tests.Cli;

namespace Federation.Tests.Adapter.Policies;

/// <summary>P10: what is wrong with a policy stops the start, with file, line, problem and fix, all at once.</summary>
public sealed class P10FailClosedTests
{
    /// <summary>Keys that may be left out, and what leaving them out means: less leaves, never more.</summary>
    private static readonly string[] Optional = [
        "samples:", "agreements:", "bounds:", "domain:", "lineageDelta:", "selectionDelta:", "requestDelta:",
        "showLineage:", "purposeLimits:", "renewal:",
    ];

    [Fact]
    public void The_policy_that_the_other_tests_break_holds()
    {
        var policy = Assert.Single(Load(FullPolicy.Text).Datasets);

        Assert.Equal(("people", "town", 250_000L), (policy.Dataset, policy.Shape.Lineage, policy.Budget.RequestEpsilonMicrosMax));
        Assert.Equal(
            (1_000_000_000L, 500_000_000L, 10_000_000L),
            (policy.Budget.LineageDeltaFemtosMax, policy.Budget.SelectionDeltaFemtosMax, policy.Budget.RequestDeltaFemtosMax));
        Assert.Equal(["email", "phone"], policy.Samples!.Columns[0].Redaction.Names.Order());
    }

    [Theory]
    [InlineData("epoch: 1", "epoch: 1\ncolor: red", "color: red", "'color' is not a known key", "remove it; known here")]
    [InlineData("epoch: 1", "epoc: 1", "epoc:", "'epoc' is not a known key", "did you mean 'epoch'?")]
    [InlineData("epoch: 1", "epoch: 1\nepoch: 2", "epoch: 2", "'epoch' is written twice", "keep one of them")]
    [InlineData("      upper: 5000\n", "", "lower: 0", "'columns[2].bounds.upper' is missing", "add 'upper:'")]
    [InlineData("upper: 5000", "upper: -1", "upper: -1", "'upper' is not above 'lower'", "the smaller of the two as lower")]
    [InlineData("step: 0.5", "step: 3000", "step: 3000", "'step' does not divide", "write a step above 0")]
    [InlineData("step: 0.5", "step: 0", "step: 0", "'step' does not divide", "write a step above 0")]
    [InlineData("lower: 0", "lower: UNCONFIRMED 12.5", "UNCONFIRMED 12.5", "a guess that nobody confirmed", "remove UNCONFIRMED")]
    [InlineData("[f, m]", "[f, UNCONFIRMED m]", "UNCONFIRMED m", "a guess that nobody confirmed", "remove UNCONFIRMED")]
    [InlineData("[f, m]", "[f, \"UNCONFIRMED m\"]", "UNCONFIRMED m", "a guess that nobody confirmed", "remove UNCONFIRMED")]
    [InlineData("lineageEpsilon: 3", "lineageEpsilon: UNCONFIRMED 3", "UNCONFIRMED 3", "a guess that nobody confirmed", "remove UNCONFIRMED")]
    [InlineData("[email, phone]", "[emial, phone]", "emial", "'emial', which is not known", "did you mean 'email'?")]
    [InlineData("[email, phone]", "[]", "redactors: []", "has 0 items, but needs at least 1", "an empty list allows nothing")]
    [InlineData("[email, phone]", "[email, none-public]", "none-public", "stands beside redactors", "keep either")]
    [InlineData("purposes: [research, training]", "purposes: []", "purposes: []", "has 0 items", "an empty list allows nothing")]
    [InlineData("deliveries: [statistics, samples]", "deliveries: []", "deliveries: []", "has 0 items", "an empty list allows nothing")]
    [InlineData("[f, m]", "[]", "domain: []", "is empty or lists a value twice", "list each value once")]
    [InlineData("[f, m]", "[f, f]", "[f, f]", "is empty or lists a value twice", "list each value once")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: 11", "requestEpsilon: 11", "is 11, which is out of range", "from 0.000001 to 10")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: -1", "requestEpsilon: -1", "is -1, which is out of range", "from 0.000001")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: 0", "requestEpsilon: 0", "is 0, which is out of range", "from 0.000001")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: NaN", "requestEpsilon: NaN", "must be a decimal number", "write it like 12 or 0.5")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: .inf", ".inf", "must be a decimal number", "write it like 12 or 0.5")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: 1e-3", "1e-3", "must be a decimal number", "write it like 12 or 0.5")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: 0.0000001", "0.0000001", "out of range", "from 0.000001")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: 0.1234567", "0.1234567", "more than six decimal places", "round it")]
    [InlineData("requestEpsilon: 0.25", "requestEpsilon: 2", "requestEpsilon: 2", "is above 'trainerEpsilon'", "lower it")]
    [InlineData("trainerEpsilon: 1\n  requestEpsilon: 0.25\n  lineageDelta: 1e-6", "trainerEpsilon: 4\n  requestEpsilon: 0.25\n  lineageDelta: 5e-7", "trainerEpsilon: 4", "is above 'lineageEpsilon'", "lower it")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: 1e-16", "lineageDelta: 1e-16", "must be a decimal number in steps of 1e-15", "write it like 1e-6")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: 0.0000010000000001", "lineageDelta: 0.0", "must be a decimal number in steps of 1e-15", "write it like 1e-6")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: -1e-6", "lineageDelta: -1e-6", "must be a decimal number in steps of 1e-15", "write it like 1e-6")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: 1e6", "lineageDelta: 1e6", "must be a decimal number in steps of 1e-15", "write it like 1e-6")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: 0.1", "lineageDelta: 0.1", "is 0.1, which is out of range", "from 0 to 0.001")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: \"1e-6\"", "lineageDelta: \"1e-6\"", "is the text", "remove the quotes")]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: UNCONFIRMED 1e-6", "UNCONFIRMED 1e-6", "a guess that nobody confirmed", "remove UNCONFIRMED")]
    [InlineData("selectionDelta: 0.0000005", "selectionDelta: 2e-6", "selectionDelta: 2e-6", "is above 'lineageDelta'", "write a larger lineageDelta")]
    [InlineData("requestDelta: 1e-8", "requestDelta: 1e-5", "requestDelta: 1e-5", "is above 'lineageDelta'", "write a larger lineageDelta")]
    [InlineData("  lineageDelta: 1e-6\n", "", "requestDelta: 1e-8", "is above 'lineageDelta', which is 0", "write a larger lineageDelta")]
    [InlineData("showLineage: false", "showLineage: no", "showLineage: no", "must be true or false", "without quotes")]
    [InlineData("- purpose: research", "- purpose: marketing", "purpose: marketing", "'marketing' is not a purpose of the policy", "write one of: research, training")]
    [InlineData("      epsilon: 2\n", "      epsilon: 2\n    - epsilon: 1\n      purpose: research # twice\n", "# twice", "'research' has two limits", "keep one of them")]
    [InlineData("      epsilon: 2\n", "      epsilon: 0\n", "      epsilon: 0", "is 0, which is out of range", "from 0.000001 to 100")]
    [InlineData("every: 365d", "every: 36h", "every: 36h", "a period is not a whole number of days", "write it like 365d")]
    [InlineData("every: 365d", "every: 1h", "every: 1h", "is 1h, which is out of range", "from 86400000ms")]
    [InlineData("    from: 2026-01-01\n    every", "    from: 2026-01-01T01:00:00Z\n    every", "from: 2026-01-01T01", "does not begin at midnight in UTC", "write a date")]
    [InlineData("lifetimeEpsilon: 9", "lifetimeEpsilon: 2", "lifetimeEpsilon: 2", "is below 'lineageEpsilon' of one period", "all periods together")]
    [InlineData("lifetimeDelta: 3e-6", "lifetimeDelta: 9e-7", "lifetimeDelta: 9e-7", "is below 'lineageDelta' of one period", "all periods together")]
    [InlineData("    purposes: [research]", "    purposes: [marketing]", "marketing", "'marketing' is not a purpose of the policy", "write one of: research, training")]
    [InlineData("until: 2027-01-01", "until: 2025-01-01", "until: 2025", "'until' is not after 'from'", "the earlier of the two")]
    [InlineData("until: 2027-01-01", "until: next year", "next year", "must be a point in time", "write it like 2026-12-31")]
    [InlineData("epoch: 1", "epoch: one", "epoch: one", "must be a whole number, but is 'one'", "write digits only")]
    [InlineData("epoch: 1", "epoch: \"1\"", "epoch: \"1\"", "is the text \"1\"", "remove the quotes")]
    [InlineData("epoch: 1", "epoch: [1]", "epoch: [1]", "must be a single value", "write one value")]
    [InlineData("epoch: 1", "epoch:", "epoch:", "has no value", "write one")]
    [InlineData("type: number", "type: numbr", "numbr", "which is not known", "did you mean 'number'?")]
    [InlineData("  - name: note\n    type: text", "  - name: joined\n    type: date\n    onNull: exclude\n  - name: note\n    type: text", "name: joined", "bounds' is missing", "add 'bounds:'")]
    [InlineData("  - name: note\n    type: text", "  - name: joined\n    type: date\n    bounds:\n      lower: 2024-02-30\n      upper: 2025-01-01\n    onNull: exclude\n  - name: note\n    type: text", "2024-02-30", "'lower' is no day", "such as 2024-02-29")]
    [InlineData("  - name: note\n    type: text", "  - name: joined\n    type: date\n    bounds:\n      lower: 2024-02-01\n      upper: 2024-02-01\n    onNull: exclude\n  - name: note\n    type: text", "upper: 2024-02-01", "'upper' is not after 'lower'", "the earlier of the two")]
    [InlineData("  - name: note\n    type: text", "  - name: joined\n    type: date\n    bounds:\n      lower: 2024-02-01\n      upper: 2025-01-01\n      step: 1\n    onNull: exclude\n  - name: note\n    type: text", "step: 1", "step' is not a known key", "remove it")]
    [InlineData("  - name: note\n    type: text", "  - name: joined\n    type: date\n    bounds:\n      lower: 2024-02-01\n      upper: 2025-01-01\n  - name: note\n    type: text", "name: joined", "onNull' is missing", "add 'onNull:'")]
    [InlineData("  - name: note\n    type: text", "  - name: joined\n    type: date\n    bounds:\n      lower: 2024-02-01\n      upper: 2025-01-01\n    onNull: exclude\n    domain: [x]\n  - name: note\n    type: text", "domain: [x]", "a date has no domain", "remove it")]
    [InlineData("  - name: note\n    type: text", "  - name: note\n    type: text\n    keys: {show: chosen, normalForm: nfc, bytesMax: 64}", "dataset: people", "'keyUnitsMin' is missing", "add 'keyUnitsMin:'")]
    [InlineData("  - name: note\n    type: text", "  - name: note\n    type: text\n    keys: {show: all, normalForm: nfc, bytesMax: 64}", "show: all", "which is not known", "chosen")]
    [InlineData("  - name: note\n    type: text", "  - name: note\n    type: text\n    keys: {show: chosen, bytesMax: 64}", "show: chosen, bytesMax", "normalForm' is missing", "add 'normalForm:'")]
    [InlineData("  - name: note\n    type: text", "  - name: note\n    type: text\n    keys: {show: chosen, normalForm: nfc}", "show: chosen, normalForm", "bytesMax' is missing", "add 'bytesMax:'")]
    [InlineData("  - name: note\n    type: text", "  - name: note\n    type: text\n    keys: {show: chosen, normalForm: nfc, bytesMax: 257}", "bytesMax: 257", "out of range", "from 1 to 256")]
    [InlineData("  - name: note\n    type: text", "  - name: note\n    type: text\n    distinctPerUnit: 0", "distinctPerUnit: 0", "out of range", "from 1 to 1000000")]
    [InlineData("epoch: 1", "epoch: 1\ngroupsPerUnit: 0", "groupsPerUnit: 0", "out of range", "from 1 to 1000000")]
    [InlineData("domain: [f, m]", "domain: [f, m]\n    keys: {show: chosen, normalForm: nfc, bytesMax: 9}", "keys: {show", "has a domain and private keys", "keep one of the two")]
    [InlineData("onNaN: lower", "onNaN: ignore", "ignore", "which is not known", "exclude, lower, upper")]
    [InlineData("kind: csv", "kind: excel", "excel", "which is not known", "csv, jsonl, parquet, postgres, sqlite")]
    [InlineData("{content-hash: true}", "{content-hash: yes}", "content-hash: yes", "must be true or false", "without quotes")]
    [InlineData("{column: pid}", "{each-row: false}", "each-row: false", "must say exactly one of two things", "each-row: true")]
    [InlineData("{column: pid}", "{each-row: true}", "recordsPerUnit", "each row is a unit", "write recordsPerUnit: 1")]
    [InlineData("{column: pid}", "{colum: pid}", "colum:", "'unit.colum' is not a known key", "did you mean 'column'?")]
    [InlineData("    - name: note", "    - name: nota", "name: nota", "'nota' is not a declared column", "write one of: sex, income, note")]
    [InlineData("  - name: note\n    type", "  - name: sex\n    type", "- name: sex", "column 'sex' is declared twice", "keep one of the two")]
    [InlineData("trainer: 0123", "trainer: 0X23", "0X23", "is not of the form [0-9a-f]{64}", "write it in the form")]
    [InlineData("path: people.csv", "path: &here people.csv", "&here", "anchors and aliases are not allowed", "write the value out")]
    [InlineData("epoch: 1", "epoch: !!int 1", "!!int", "tags are not allowed", "remove the '!'")]
    [InlineData("epoch: 1", "epoch: 1\n---\na: 1", "---", "a second document", "keep one document")]
    public void A_fault_names_its_file_line_problem_and_fix(
        string part, string broken, string onLine, string what, string fix)
    {
        Assert.Contains(part, FullPolicy.Text, StringComparison.Ordinal);
        var place = FullPolicy.Text.IndexOf(part, StringComparison.Ordinal);
        var text = FullPolicy.Text.Remove(place, part.Length).Insert(place, broken);

        var faults = FaultsOf(text);

        var line = FullPolicy.LineOf(text, onLine);
        Assert.All(faults, fault => Assert.EndsWith("people.yaml", fault.File, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.What.Contains(what, StringComparison.Ordinal)
            && fault.Fix.Contains(fix, StringComparison.Ordinal)
            && (fault.Line == line || (fault.Line <= line && what.Contains("declared twice", StringComparison.Ordinal))));
    }

    [Fact]
    public void All_faults_are_told_at_once_over_all_files_in_the_order_of_their_lines()
    {
        using var folder = new TemporaryFolder();
        FullPolicy.Write(folder.Path, Broken("epoch: 1", "epoch: 0").Replace("[email, phone]", "[emial]", StringComparison.Ordinal)
            .Replace("requestEpsilon: 0.25", "requestEpsilon: 2", StringComparison.Ordinal), "a.yaml");
        FullPolicy.Write(folder.Path, Broken("lineageEpsilon: 3", "lineageEpsilon: 4")
            .Replace("type: text\nbudget", "type: txet\nbudget", StringComparison.Ordinal), "b.yaml");
        File.WriteAllText(folder["c.yaml"], "dataset: [\n");

        var faults = Assert.Throws<ConfigurationException>(() => PolicyBook.Load(folder.Path)).Faults;

        string[] expected =
        [
            "c.yaml: this is not YAML", "a.yaml: 'epoch' is 0", "a.yaml: 'requestEpsilon' is above 'trainerEpsilon'",
            "a.yaml: 'samples.columns[1].redactors[1]' is 'emial'", "b.yaml: another file already describes 'people'",
            "b.yaml: 'columns[3].type' is 'txet'", "b.yaml: lineage 'town' has another cap in a.yaml",
        ];
        Assert.Equal(expected.Length, faults.Count);
        Assert.All(expected.Zip(faults), pair => Assert.StartsWith(
            pair.First, $"{Path.GetFileName(pair.Second.File)}: {pair.Second.What}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_guess_is_the_only_fault_of_its_line()
    {
        var text = Broken("lower: 0", "lower: UNCONFIRMED 0").Replace("recordsPerUnit: 2", "recordsPerUnit: UNCONFIRMED 2",
            StringComparison.Ordinal).Replace("lineageEpsilon: 3", "lineageEpsilon: UNCONFIRMED 3", StringComparison.Ordinal);

        Assert.Equal(3, FaultsOf(text).Count);
        Assert.All(FaultsOf(text), fault => Assert.Contains("nobody confirmed", fault.What, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_a_policy_is_a_fault()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no policy", Assert.Throws<ConfigurationException>(() => PolicyBook.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Every line that holds a key, each without that key and everything below it.</summary>
    [Fact]
    public void Leaving_out_any_one_required_key_fails_and_names_it()
    {
        var lines = FullPolicy.Text.Split('\n');
        var triedCount = 0;
        for (var index = 0; index < lines.Length; index++)
        {
            if (KeyOf(lines[index]) is not { } key || Optional.Contains($"{key}:"))
            {
                continue;
            }

            var depth = DepthOf(lines[index]);
            var end = index + 1;
            while (end < lines.Length && (lines[end].Trim().Length == 0 || DepthOf(lines[end]) > depth))
            {
                end++;
            }

            var isItem = lines[index].TrimStart().StartsWith("- ", StringComparison.Ordinal);
            string[] left = isItem
                ? [.. lines[..index], $"{lines[index][..lines[index].IndexOf('-', StringComparison.Ordinal)]}- {lines[index + 1].Trim()}", .. lines[(index + 2)..]]
                : [.. lines[..index], .. lines[end..]];
            var faults = FaultsOf(string.Join('\n', left));
            triedCount++;
            Assert.True(
                faults.Any(fault => fault.What.Contains(key, StringComparison.Ordinal) || fault.Fix.Contains(key, StringComparison.Ordinal)),
                $"line {index + 1} without '{key}': {string.Join('\n', faults)}");
        }

        Assert.InRange(triedCount, 35, 60);
    }

    [Fact]
    public void Misspelling_any_one_key_fails_and_names_it()
    {
        var lines = FullPolicy.Text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (KeyOf(lines[index]) is not { } key)
            {
                continue;
            }

            var wrong = key[..^1] + "q" + key[^1..];
            var text = string.Join('\n', [
                .. lines[..index], lines[index].Replace($"{key}:", $"{wrong}:", StringComparison.Ordinal), .. lines[(index + 1)..]]);
            var fault = FaultsOf(text).FirstOrDefault(fault => fault.What.Contains($"{wrong}' is not a known key", StringComparison.Ordinal));
            Assert.True(fault is not null, $"line {index + 1}: '{wrong}' was not noticed");
            Assert.Equal(index + 1, fault.Line);
            Assert.Contains($"did you mean '{key}'?", fault.Fix, StringComparison.Ordinal);
        }
    }

    /// <summary>No default gives anything away: silence means pure releases only.</summary>
    [Fact]
    public void Without_a_written_delta_there_is_none()
    {
        var text = string.Join('\n', FullPolicy.Text.Split('\n').Where(line => !line.Contains("Delta:", StringComparison.Ordinal)));

        var budget = Load(text).Datasets[0].Budget;

        Assert.Equal((0L, 0L, 0L), (budget.LineageDeltaFemtosMax, budget.SelectionDeltaFemtosMax, budget.RequestDeltaFemtosMax));
        Assert.Equal(0, budget.ToAdmissionRule().RhoMicrosMax);
    }

    [Theory]
    [InlineData("lineageDelta: 1e-6", "lineageDelta: 2e-6", "lineageDelta")]
    [InlineData("selectionDelta: 0.0000005", "selectionDelta: 1e-7", "selectionDelta")]
    public void Datasets_of_one_lineage_state_the_same_delta(string part, string other, string key)
    {
        using var folder = new TemporaryFolder();
        FullPolicy.Write(folder.Path, FullPolicy.Text, "a.yaml");
        var text = Broken(part, other).Replace("dataset: people", "dataset: women", StringComparison.Ordinal);
        FullPolicy.Write(folder.Path, text, "b.yaml");

        var fault = Assert.Single(Assert.Throws<ConfigurationException>(() => PolicyBook.Load(folder.Path)).Faults);

        Assert.Equal((folder["b.yaml"], FullPolicy.LineOf(text, $"{key}:")), (fault.File, fault.Line));
        Assert.Contains("has another cap in a.yaml", fault.What, StringComparison.Ordinal);
    }

    private static string Broken(string part, string broken) => FullPolicy.Text.Replace(part, broken, StringComparison.Ordinal);

    private static string? KeyOf(string line)
    {
        var text = line.TrimStart(' ', '-');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !text.StartsWith('#') ? text[..colon] : null;
    }

    private static int DepthOf(string line) => line.Length - line.TrimStart(' ', '-').Length;

    private static PolicyBook Load(string text)
    {
        using var folder = new TemporaryFolder();
        return PolicyBook.Load(FullPolicy.Write(folder.Path, text));
    }

    private static IReadOnlyList<ConfigurationFault> FaultsOf(string text) =>
        Assert.Throws<ConfigurationException>(() => Load(text)).Faults;
}
