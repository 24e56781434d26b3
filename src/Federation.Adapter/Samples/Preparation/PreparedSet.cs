using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Hosting.Configuration;
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
    /// <param name="stateFolder">What does not fit in memory lies below it meanwhile.</param>
    /// <param name="cancellationToken">Gives up before the adapter serves.</param>
    /// <exception cref="ConfigurationException">A store cannot be read.</exception>
    public static async Task<PreparedSet> BuildAsync(
        PolicyBook policies, StoreSet stores, string stateFolder, CancellationToken cancellationToken)
    {
        var prepared = new PreparedSet();
        var folder = Path.Combine(stateFolder, SpillFolder);
        RemoveLeftovers(folder);
        foreach (var policy in policies.Datasets)
        {
            Directory.CreateDirectory(folder);
            try
            {
                using var spill = new FileSpill(folder);
                prepared._byDataset[policy.Dataset] = await SamplePreparer.RunAsync(
                    policy, stores.Of(policy.Dataset), spill, cancellationToken);
            }
            catch (StoreUnavailableException exception)
            {
                throw new ConfigurationException([new ConfigurationFault(
                    policy.File, 1, $"samples of '{policy.Dataset}' cannot be prepared: "
                        + exception.Message.TrimEnd('.'), "mend the file, or what 'store' says of it")]);
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

    /// <summary>What a process that was killed left behind is derived from private texts.</summary>
    private static void RemoveLeftovers(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
