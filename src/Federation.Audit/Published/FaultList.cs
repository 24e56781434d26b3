namespace Federation.Audit;

/// <summary>Faults as they are found: all are counted, the first are kept.</summary>
internal sealed class FaultList
{
    private const int KeptMax = 100;

    private readonly List<PublishedFault> _kept = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<PublishedFault> Kept => _kept;

    /// <summary>Adds one.</summary>
    public void Add(string file, long? index, string what)
    {
        Count++;
        if (_kept.Count < KeptMax)
        {
            _kept.Add(new PublishedFault(file, index, what));
        }
    }

    /// <summary>Adds those of another check.</summary>
    public void Add(IEnumerable<PublishedFault> faults)
    {
        foreach (var (file, index, what) in faults)
        {
            Add(file, index, what);
        }
    }
}
