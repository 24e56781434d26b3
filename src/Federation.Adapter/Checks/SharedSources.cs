using System.Security.Cryptography;
using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Stores;

namespace Federation.Adapter.Checks;

/// <summary>
/// A table has one lineage, and so one budget, under whatever name, path, link, view or copy policies register it:
/// else a holder would grant a second budget over the same people without noticing.
/// </summary>
public static class SharedSources
{
    /// <summary>Policies that read what another reads, under another lineage; each on its line.</summary>
    /// <remarks>A store that cannot be read is told of elsewhere and left out. What cannot be seen here: a copy in
    /// another format, and a function that a view calls.</remarks>
    public static IReadOnlyList<ConfigurationFault> Find(PolicyBook policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        if (policies.Datasets.Select(policy => policy.Shape.Lineage).Distinct().Count() < 2)
        {
            return [];
        }

        var read = policies.Datasets.Select(policy => (Policy: policy, Sources: SourcesOf(policy.Store))).ToList();
        var faults = new List<ConfigurationFault>();
        for (var later = 1; later < read.Count; later++)
        {
            var (policy, sources) = read[later];
            var twin = read.Take(later).FirstOrDefault(earlier =>
                earlier.Policy.Shape.Lineage != policy.Shape.Lineage
                && (earlier.Sources.Intersect(sources).Any() || IsCopy(earlier.Policy.Store, policy.Store))).Policy;
            if (twin is not null)
            {
                faults.Add(FaultOf(policy, twin));
            }
        }

        return faults;
    }

    private static ConfigurationFault FaultOf(DatasetPolicy policy, DatasetPolicy twin) =>
        PolicyLines.Of(policy.File).OfKey(
            "lineage",
            $"'{policy.Dataset}' reads the data of '{twin.Dataset}' ({Path.GetFileName(twin.File)}) under another "
                + "lineage",
            $"write lineage: {twin.Shape.Lineage}, so that both share one budget");

    /// <summary>What a store really reads; empty where it cannot be told.</summary>
    internal static IReadOnlyList<string> SourcesOf(StoreOptions store)
    {
        try
        {
            return StoreSources.Find(store);
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
    }

    /// <summary>Whether two files hold the same bytes; only files of the same length are read.</summary>
    private static bool IsCopy(StoreOptions first, StoreOptions second)
    {
        if (first.Path.Length == 0 || second.Path.Length == 0 || first.Table != second.Table)
        {
            return false;
        }

        var (one, other) = (new FileInfo(first.Path), new FileInfo(second.Path));
        return one.Exists && other.Exists && one.Length == other.Length && DigestOf(one).SequenceEqual(DigestOf(other));
    }

    private static byte[] DigestOf(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return SHA256.HashData(stream);
    }
}
