namespace Federation.Curation.Duplicates;

/// <summary>What counts as a near-duplicate, and how much memory the search may take.</summary>
public sealed record DuplicateOptions
{
    /// <summary>One, in millionths.</summary>
    public const int MicrosPerOne = 1_000_000;

    private readonly int _thresholdMicros = 800_000;
    private readonly int _recordsInMemory = 1 << 21;

    /// <summary>What texts are compared by.</summary>
    public ShingleKind Kind { get; init; } = ShingleKind.Words;

    /// <summary>
    /// The least Jaccard similarity of a pair, in millionths, from 200,000 to 1,000,000. What is less alike is not
    /// looked for.
    /// </summary>
    public int ThresholdMicros
    {
        get => _thresholdMicros;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 200_000);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MicrosPerOne);
            _thresholdMicros = value;
        }
    }

    /// <summary>How many records of 16 bytes are sorted in memory before they are spilled; at least 16.</summary>
    public int RecordsInMemory
    {
        get => _recordsInMemory;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 16);
            _recordsInMemory = value;
        }
    }
}
