namespace Federation.Hosting.Configuration;

/// <summary>Collects the faults of one file, so that its author mends them in one go.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<ConfigurationFault> _faults = [];

    public string File => file;

    public void Add(int line, string what, string fix)
    {
        var fault = new ConfigurationFault(file, line, what, fix);
        if (!_faults.Contains(fault))
        {
            _faults.Add(fault);
        }
    }

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException([.. _faults.OrderBy(fault => fault.Line)]);
        }
    }
}
