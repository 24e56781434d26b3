using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Checks;
using Federation.Adapter.Policies;
using Federation.Audit;
using Federation.Hosting.Configuration;

namespace Federation.Adapter.Guards;

/// <summary>
/// What a holder keeps outside the state of its adapters, one folder for all of them: the newest checkpoint of each
/// log, the lineage of each table, and the home of each lineage. A state that was rolled back, or a table registered
/// again by another adapter, contradicts it.
/// </summary>
internal sealed class GuardFolder
{
    private readonly string _folder;

    private GuardFolder(string folder) => _folder = folder;

    /// <summary>Opens the folder, or makes it.</summary>
    /// <exception cref="AuditLogUnavailableException">It cannot be made.</exception>
    public static GuardFolder Open(string folder)
    {
        try
        {
            foreach (var part in new[] { "logs", "sources", "lineages" })
            {
                Directory.CreateDirectory(Path.Combine(folder, part));
            }

            DurableFolder.Sync(folder);
            return new GuardFolder(folder);
        }
        catch (IOException exception)
        {
            throw new AuditLogUnavailableException($"The guard folder {folder} cannot be written.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new AuditLogUnavailableException($"The guard folder {folder} may not be written.", exception);
        }
    }

    /// <summary>Where the newest checkpoint of a log is kept.</summary>
    public string FileOf(string origin) => Path.Combine(_folder, "logs", $"{Escape(origin)}.checkpoint");

    /// <summary>Claims tables for their lineages, and lineages for their home. What is claimed must agree.</summary>
    /// <param name="policies">The policies of one adapter.</param>
    /// <param name="adapter">Which adapter: its name and the fingerprint of its signing key.</param>
    /// <exception cref="ConfigurationException">A table has another lineage, or a lineage another home.</exception>
    /// <exception cref="AuditLogUnavailableException">The folder cannot be written.</exception>
    public void Claim(PolicyBook policies, string adapter)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var faults = new List<ConfigurationFault>();
        foreach (var policy in policies.Datasets)
        {
            var lineage = policy.Shape.Lineage;
            foreach (var source in SharedSources.SourcesOf(policy.Store))
            {
                var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)));
                Agree(faults, policy, Path.Combine("sources", digest), lineage, other =>
                    ($"the data of '{policy.Dataset}' are of lineage '{other}' in another adapter of this holder",
                        $"write lineage: {other}"));
            }

            if (policy.Budget.Slice is null)
            {
                Agree(faults, policy, Path.Combine("lineages", lineage), adapter, other =>
                    ($"lineage '{lineage}' has its home at another adapter ({other})",
                        "answer for it there, or spend a slice that it grants ('federation adapter slice')"));
            }
        }

        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }
    }

    private void Agree(
        List<ConfigurationFault> faults, DatasetPolicy policy, string name, string claim,
        Func<string, (string What, string Fix)> contradiction)
    {
        var file = Path.Combine(_folder, $"{name}.claim");
        var kept = ReadOrWrite(file, claim);
        if (kept != claim)
        {
            var (what, fix) = contradiction(kept);
            faults.Add(PolicyLines.Of(policy.File).OfKey(
                "lineage", what, $"{fix}; delete {file} only if what it says never answers again"));
        }
    }

    /// <summary>The first to write a claim makes it; all others read it.</summary>
    private static string ReadOrWrite(string file, string claim)
    {
        try
        {
            if (!File.Exists(file))
            {
                using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
                stream.Write(Encoding.UTF8.GetBytes(claim + "\n"));
                stream.Flush(flushToDisk: true);
                DurableFolder.Sync(Path.GetDirectoryName(file)!);
                return claim;
            }

            return File.ReadAllText(file).TrimEnd('\n');
        }
        catch (IOException exception)
        {
            throw new AuditLogUnavailableException($"{file} cannot be read or written.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new AuditLogUnavailableException($"{file} may not be read or written.", exception);
        }
    }

    private static string Escape(string origin) => origin.Replace('/', '_');
}
