using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Every policy of one adapter, by dataset.</summary>
public sealed class PolicyBook
{
    private readonly Dictionary<string, DatasetPolicy> _byDataset;

    private PolicyBook(IReadOnlyList<DatasetPolicy> datasets)
    {
        Datasets = datasets;
        _byDataset = datasets.ToDictionary(policy => policy.Dataset, StringComparer.Ordinal);
    }

    /// <summary>All policies.</summary>
    public IReadOnlyList<DatasetPolicy> Datasets { get; }

    /// <summary>A book of policies that were read before.</summary>
    public static PolicyBook Of(IReadOnlyList<DatasetPolicy> datasets) => new(datasets);

    /// <summary>Reads every <c>*.yaml</c> file of a folder, in the order of their names, or one file.</summary>
    /// <exception cref="ConfigurationException">Every fault of every file at once, with file, line and fix.</exception>
    public static PolicyBook Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new List<ConfigurationFault>();
        var readings = new List<PolicyReading>();
        foreach (var file in FilesOf(path))
        {
            Collect(faults, () => readings.Add(PolicyReader.Read(file)));
        }

        RejectContradictions(readings);
        readings.ForEach(reading => Collect(faults, reading.Finish));
        return faults.Count == 0
            ? new PolicyBook([.. readings.Select(reading => reading.Build())])
            : throw new ConfigurationException(faults);
    }

    /// <summary>The policy of a dataset, or null where there is none.</summary>
    public DatasetPolicy? Find(string dataset) => _byDataset.GetValueOrDefault(dataset);

    private static List<string> FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var files = Directory.Exists(path)
            ? Directory.GetFiles(path).Where(IsPolicy).Order(StringComparer.Ordinal).ToList() : [];
        return files.Count > 0 ? files : throw new ConfigurationException([new ConfigurationFault(
            path, 1, "there is no policy in this folder", "add one .yaml file a dataset")]);
    }

    private static bool IsPolicy(string file) => Path.GetExtension(file) is ".yaml" or ".yml";

    /// <summary>Datasets of one lineage share one budget, so they must agree on its cap.</summary>
    private static void RejectContradictions(List<PolicyReading> readings)
    {
        foreach (var twin in readings.Where(reading => reading.Root.IsConfirmed("dataset"))
            .GroupBy(reading => reading.Shape.Dataset).SelectMany(group => group.Skip(1)))
        {
            twin.Root.Reject(
                "dataset", $"another file already describes '{twin.Shape.Dataset}'", "give each dataset its own name");
        }

        var capped = readings.Where(reading =>
            reading.Root.IsConfirmed("lineage") && reading.BudgetMap.IsConfirmed("lineageEpsilon"));
        foreach (var lineage in capped.GroupBy(reading => reading.Shape.Lineage))
        {
            var first = lineage.First();
            foreach (var other in lineage)
            {
                RejectOtherCap(first, other, "lineageEpsilon", budget => budget.LineageEpsilonMicrosMax);
                RejectOtherCap(first, other, "lineageDelta", budget => budget.LineageDeltaFemtosMax);
                RejectOtherCap(first, other, "selectionDelta", budget => budget.SelectionDeltaFemtosMax);
                RejectOtherCap(first, other, "renewal", budget => budget.Renewal);
                RejectOtherCap(first, other, "slice", budget => budget.Slice);
            }

            RejectOtherUnits(lineage.Where(reading => reading.SampleUnitsMax is not null).ToList());
        }
    }

    private static void RejectOtherCap<T>(
        PolicyReading first, PolicyReading other, string key, Func<BudgetRules, T> capOf)
    {
        if (!Equals(capOf(other.Budget), capOf(first.Budget)))
        {
            other.BudgetMap.Reject(
                key,
                $"lineage '{first.Shape.Lineage}' has another cap in {Path.GetFileName(first.Root.FileName)}",
                $"state the same {key} in every dataset of the lineage");
        }
    }

    /// <summary>
    /// The cap on units holds for the lineage: its samples are of the same units in the same order, or they add up.
    /// </summary>
    private static void RejectOtherUnits(List<PolicyReading> sampled)
    {
        foreach (var other in sampled.Skip(1).Where(reading => !SharesUnitsOf(sampled[0], reading)))
        {
            other.Root.Reject(
                "samples",
                $"samples of lineage '{other.Shape.Lineage}' would show other units than "
                    + $"{Path.GetFileName(sampled[0].Root.FileName)}",
                "give both the same store, unit, recordId and unitsMax, or offer samples in one of them");
        }
    }

    private static bool SharesUnitsOf(PolicyReading first, PolicyReading other) =>
        first.Store == other.Store
        && first.Shape.UnitColumn == other.Shape.UnitColumn
        && first.Shape.RecordIdColumn == other.Shape.RecordIdColumn
        && first.SampleUnitsMax == other.SampleUnitsMax;

    private static void Collect(List<ConfigurationFault> faults, Action read)
    {
        try
        {
            read();
        }
        catch (ConfigurationException exception)
        {
            faults.AddRange(exception.Faults);
        }
    }
}
