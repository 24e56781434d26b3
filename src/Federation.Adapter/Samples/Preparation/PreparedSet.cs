using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Hosting.Configuration;
using Federation.Hosting.Errors;
using Federation.Stores;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>What is prepared of every dataset of an adapter.</summary>
internal sealed class PreparedSet
{
    private const string SpillFolder = "spill";
    private readonly Dictionary<string, PreparedSamples> _byDataset = [];

    private PreparedSet()
    {
    }

    /// <summary>Prepares all datasets, one after another.</summary>
    /// <param name="policies">The holder's policies.</param>
    /// <param name="stores">Their stores.</param>
    /// <param name="stateFolder">What does not fit in memory lies below it meanwhile, and what is kept for an epoch.
    /// </param>
    /// <param name="ledger">Debits what samples will tell of a whole dataset, before it is read.</param>
    /// <param name="secret">The adapter's secret.</param>
    /// <param name="report">Told of each dataset once it is prepared; null tells nobody.</param>
    /// <param name="cancellationToken">Gives up before the adapter serves.</param>
    /// <exception cref="ConfigurationException">A store cannot be read, or a lineage cannot pay.</exception>
    public static async Task<PreparedSet> BuildAsync(
        PolicyBook policies, StoreSet stores, string stateFolder, BudgetLedger ledger, byte[] secret,
        Action<PreparedReport>? report, CancellationToken cancellationToken)
    {
        var prepared = new PreparedSet();
        var folder = Path.Combine(stateFolder, SpillFolder);
        RemoveLeftovers(folder);
        foreach (var policy in policies.Datasets)
        {
            var (store, file) = (stores.Of(policy.Dataset), new CrowdFile(stateFolder, policy, secret));
            Directory.CreateDirectory(folder);
            try
            {
                using var spill = new FileSpill(folder);
                var kept = new PreparedFile(stateFolder, policy, secret);
                var (samples, isKept) = await SamplePreparer.RunAsync(
                    policy, store, spill, kept,
                    () => CrowdPreparer.RunAsync(policy, store, file, ledger, cancellationToken), cancellationToken);
                prepared._byDataset[policy.Dataset] = samples;
                report?.Invoke(PreparedReport.Of(policy.Dataset, samples, isKept));
            }
            catch (StoreUnavailableException exception)
            {
                throw Fault(policy, 1, exception.Message.TrimEnd('.'), "mend the file, or what 'store' says of it");
            }
            catch (IOException)
            {
                throw Fault(policy, 1, $"the state in {stateFolder} cannot be read or written", "mend its disk");
            }
            catch (RefusalException)
            {
                throw Fault(
                    policy, policy.Samples!.CrowdLine, "'crowd' costs more than is left of the lineage",
                    "lower its epsilon and delta, raise the lineage's, or remove it");
            }
            finally
            {
                RemoveLeftovers(folder);
            }
        }

        return prepared;
    }

    /// <summary>What was prepared of a dataset that a policy declares.</summary>
    public PreparedSamples Of(string dataset) => _byDataset[dataset];

    private static ConfigurationException Fault(DatasetPolicy policy, int line, string why, string fix) => new(
        [new ConfigurationFault(policy.File, line, $"samples of '{policy.Dataset}' cannot be prepared: {why}", fix)]);

    /// <summary>What a process that was killed left behind is derived from private texts.</summary>
    private static void RemoveLeftovers(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
