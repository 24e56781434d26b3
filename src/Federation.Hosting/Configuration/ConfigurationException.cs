namespace Federation.Hosting.Configuration;

/// <summary>A configuration file cannot be used; carries every fault that was found, not only the first.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
    : Exception(string.Join('\n', faults))
{
    /// <summary>The faults, in the order of their lines; at least one.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;
}
