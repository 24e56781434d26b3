using System.CommandLine;
using System.Security.Cryptography;
using Federation.Adapter;
using Federation.Adapter.Policies;
using Federation.Adapter.Slices;
using Federation.Cli.Shell;
using Federation.Hosting.Configuration;

namespace Federation.Cli.Commands.Holder;

/// <summary>What a holder's tools read: the host's configuration and the policies. Opens no log.</summary>
/// <param name="Policies">The policies.</param>
/// <param name="SelectionKey">The adapter's key, or a random one where no configuration was named.</param>
internal sealed record HolderFiles(PolicyBook Policies, byte[] SelectionKey)
{
    /// <summary>The option <c>--config</c>.</summary>
    public static Option<FileInfo?> Config() => new("--config", "-c") { Description = "The adapter.yaml." };

    /// <summary>Reads both, or policies alone.</summary>
    /// <exception cref="ConfigurationException">Every fault of every file at once.</exception>
    public static HolderFiles Load(FileInfo? config, string? policies)
    {
        if (config is null == (policies is null))
        {
            throw new CommandException(
                ExitCodes.Usage, "Name the configuration with --config FILE, or policies alone with --policies PATH.");
        }

        return config is null
            ? new HolderFiles(PolicyBook.Load(Path.GetFullPath(policies!)), RandomNumberGenerator.GetBytes(32))
            : Load(config.FullName);
    }

    private static HolderFiles Load(string config)
    {
        var faults = new List<ConfigurationFault>();
        var options = Try(() => AdapterOptions.Load(config), faults);
        var folder = options?.PoliciesFolder ?? FindPolicies(config);
        var policies = folder is null ? null : Try(() => PolicyBook.Load(folder), faults);
        if (faults.Count == 0)
        {
            faults.AddRange(SliceRecipients.Find(policies!, options!.Keys.SigningKey("signing.key").Fingerprint));
        }

        return faults.Count == 0
            ? new HolderFiles(policies!, options!.Keys.Secret("selection.key"))
            : throw new ConfigurationException(faults);
    }

    /// <summary>Where the policies lie according to a configuration that has faults elsewhere.</summary>
    private static string? FindPolicies(string config)
    {
        var path = Try(() => YamlDocumentReader.ReadFile(config), [])?.OptionalPath("policies");
        return Directory.Exists(path) ? path : null;
    }

    private static T? Try<T>(Func<T> read, List<ConfigurationFault> faults)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            faults.AddRange(exception.Faults);
            return null;
        }
    }
}
