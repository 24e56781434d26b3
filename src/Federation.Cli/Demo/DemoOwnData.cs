using Federation.Adapter.Drafts;
using Federation.Adapter.Policies;
using Federation.Cli.Shell;
using Federation.Hosting.Configuration;
using Federation.Stores;

namespace Federation.Cli.Demo;

/// <summary>The demo over a person's own file: split over the silos by unit, under a drafted policy.</summary>
/// <remarks>
/// The demo confirms every guess of the draft by itself, which is right only because nothing leaves this machine: a
/// holder writes what is publicly known.
/// </remarks>
internal sealed class DemoOwnData
{
    public const string Dataset = "data";
    private const string PathMark = "the silo's part";
    private const int UnitsShownMax = 1_000;
    private const int GroupsMax = 12;

    private readonly IReadOnlyList<DemoFile> _files;
    private readonly string _confirmed;
    private readonly DatasetPolicy _policy;

    private DemoOwnData(IReadOnlyList<DemoFile> files, string confirmed, DatasetPolicy policy) =>
        (_files, _confirmed, _policy) = (files, confirmed, policy);

    /// <summary>A statistic that fits the data: how many, and the mean of the first bounded column, by group.</summary>
    public string Question
    {
        get
        {
            var columns = _policy.Shape.Columns;
            var group = columns.FirstOrDefault(column => column.Domain.Count is > 1 and <= GroupsMax);
            var measured = columns.FirstOrDefault(column => column.Bounds is not null && column != group);
            return "SELECT " + (group is null ? "" : $"{Quoted(group.Name)}, ") + "COUNT(*)"
                + (measured is null ? "" : $", AVG({Quoted(measured.Name)})") + $" FROM {Dataset}"
                + (group is null ? "" : $" GROUP BY {Quoted(group.Name)}");
        }
    }

    /// <summary>The files of the silos.</summary>
    public IReadOnlyList<DemoFile> Files => _files;

    /// <summary>Splits the file and drafts the policy.</summary>
    /// <param name="folder">Where the parts go.</param>
    /// <param name="path">The file.</param>
    /// <param name="unit">The column of the privacy unit.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<DemoOwnData> ReadAsync(
        string folder, string path, string unit, CancellationToken cancellationToken)
    {
        var kind = KindOf(path);
        var targets = DemoSetup.Silos.Select(silo => Path.Combine(
            Directory.CreateDirectory(Path.Combine(folder, silo)).FullName, $"{Dataset}{Path.GetExtension(path)}"));
        try
        {
            IReadOnlyList<string> parts = [.. targets];
            var counts = FileSplit.Write(kind, path, unit, parts);
            var draft = await PolicyDraft.WriteAsync(
                Dataset, new StoreOptions { Kind = kind, Path = path }, PathMark, unit, cancellationToken);
            var confirmed = draft.Text.Replace($"{YamlScalar.Unconfirmed} ", "", StringComparison.Ordinal);
            var policy = await LoadAsync(folder, confirmed, cancellationToken);
            return new DemoOwnData(
                [.. DemoSetup.Silos.Select((silo, part) =>
                    new DemoFile(silo, Dataset, parts[part], (int)counts[part]))],
                confirmed, policy);
        }
        catch (StoreUnavailableException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message);
        }
        catch (DraftException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message);
        }
    }

    /// <summary>The policy of one silo.</summary>
    public string PolicyOf(DemoFile file, string trainerFingerprint, DateTimeOffset from) => _confirmed
        .Replace($"\"{PathMark}\"", YamlText.Quoted(Path.GetFullPath(file.Path)), StringComparison.Ordinal)
        .Replace($"lineage: {Dataset}\n", $"lineage: {file.Silo}-{Dataset}\n", StringComparison.Ordinal)
        .Replace("agreements: []", $"""
            samples:
              columns:
            {string.Join('\n', _policy.Shape.Columns.Select(SampleColumn))}
              unitsMax: {UnitsShownMax}
              recordsPerRequest: 100
            agreements:
            {DemoPolicies.Agreement(trainerFingerprint, from)}
            """, StringComparison.Ordinal);

    private static string SampleColumn(Privacy.Schemas.ColumnShape column) =>
        $"    - {{name: {YamlText.Quoted(column.Name)}, redactors: [{DemoPolicies.AllRedactors}]}}";

    private static async Task<DatasetPolicy> LoadAsync(
        string folder, string text, CancellationToken cancellationToken)
    {
        var drafts = Directory.CreateDirectory(Path.Combine(folder, "draft")).FullName;
        await File.WriteAllTextAsync(Path.Combine(drafts, $"{Dataset}.yaml"), text, cancellationToken);
        return PolicyBook.Load(drafts).Datasets[0];
    }

    private static StoreKind KindOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => StoreKind.Csv,
        ".parquet" => StoreKind.Parquet,
        ".jsonl" or ".ndjson" => StoreKind.JsonLines,
        _ => throw new CommandException(
            ExitCodes.Usage, $"What is {Path.GetFileName(path)}? Its name must end in .csv, .parquet or .jsonl."),
    };

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
