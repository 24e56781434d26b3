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

    /// <summary>Reads every <c>*.yaml</c> file of a folder, in the order of their names.</summary>
    /// <exception cref="ConfigurationException">Every fault of every file at once, with file, line and fix.</exception>
    public static PolicyBook Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var files = Directory.Exists(folder)
            ? Directory.GetFiles(folder).Where(IsPolicy).Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            throw new ConfigurationException([new ConfigurationFault(
                folder, 1, "there is no policy in this folder", "add one .yaml file a dataset")]);
        }

        var faults = new List<ConfigurationFault>();
        var readings = new List<PolicyReading>();
        foreach (var file in files)
        {
            Collect(faults, () => readings.Add(PolicyReader.Read(file)));
        }

        RejectContradictions(readings);
        readings.ForEach(reading => Collect(faults, reading.Root.Finish));
        return faults.Count == 0
            ? new PolicyBook([.. readings.Select(reading => reading.Policy)])
            : throw new ConfigurationException(faults);
    }

    /// <summary>The policy of a dataset, or null where there is none.</summary>
    public DatasetPolicy? Find(string dataset) => _byDataset.GetValueOrDefault(dataset);

    private static bool IsPolicy(string file) => Path.GetExtension(file) is ".yaml" or ".yml";

    /// <summary>Datasets of one lineage share one budget, so they must agree on its cap.</summary>
    private static void RejectContradictions(List<PolicyReading> readings)
    {
        foreach (var twin in readings.GroupBy(reading => reading.Policy.Dataset).SelectMany(group => group.Skip(1)))
        {
            twin.Root.Reject(
                "dataset", $"another file already describes '{twin.Policy.Dataset}'", "give each dataset its own name");
        }

        foreach (var lineage in readings.GroupBy(reading => reading.Policy.Shape.Lineage))
        {
            var first = lineage.First().Policy;
            foreach (var other in lineage.Where(reading => !SharesCapsOf(first, reading.Policy)))
            {
                other.Budget.Reject(
                    "lineageEpsilon", $"lineage '{lineage.Key}' has another cap in {Path.GetFileName(first.File)}",
                    "state the same lineageEpsilon in every dataset of the lineage");
            }

            RejectOtherUnits(lineage.Where(reading => reading.Policy.Samples is not null).ToList());
        }
    }

    /// <summary>
    /// The cap on units holds for the lineage: its samples are of the same units in the same order, or they add up.
    /// </summary>
    private static void RejectOtherUnits(List<PolicyReading> sampled)
    {
        foreach (var other in sampled.Skip(1).Where(reading => !SharesUnitsOf(sampled[0].Policy, reading.Policy)))
        {
            other.Root.Reject(
                "samples",
                $"samples of lineage '{other.Policy.Shape.Lineage}' would show other units than "
                    + $"{Path.GetFileName(sampled[0].Policy.File)}",
                "give both the same store, unit, recordId and unitsMax, or offer samples in one of them");
        }
    }

    private static bool SharesCapsOf(DatasetPolicy first, DatasetPolicy other) =>
        first.Budget.LineageEpsilonMicrosMax == other.Budget.LineageEpsilonMicrosMax;

    private static bool SharesUnitsOf(DatasetPolicy first, DatasetPolicy other) =>
        first.Store == other.Store
        && first.Shape.UnitColumn == other.Shape.UnitColumn
        && first.Shape.RecordIdColumn == other.Shape.RecordIdColumn
        && first.Samples!.UnitsMax == other.Samples!.UnitsMax;

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
