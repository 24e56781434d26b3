namespace Federation.Audit;

/// <summary>Findings as they are made: all are counted, the first are kept.</summary>
internal sealed class FindingList
{
    private const int KeptMax = 10_000;

    private readonly List<ReconciliationFinding> _kept = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<ReconciliationFinding> Kept => _kept;

    /// <summary>Adds one.</summary>
    public void Add(ReconciliationFinding finding)
    {
        Count++;
        if (_kept.Count < KeptMax)
        {
            _kept.Add(finding);
        }
    }

    /// <summary>Adds one about an access.</summary>
    public void Add(ReconciliationVerdict verdict, string? silo, Guid accessId, long? index, string explanation) =>
        Add(new ReconciliationFinding(verdict, silo, accessId.ToString("D"), index, explanation));
}
