namespace Federation.Curation.Duplicates;

/// <summary>
/// How many minima make a key and how many keys a text has: tuned low, so that the exact check decides.
/// </summary>
/// <remarks>
/// A pair of Jaccard similarity s shares no key with probability (1 - s^rows)^bands. At its own threshold each row of
/// the table below misses fewer than 1 pair in 2,000.
/// </remarks>
/// <param name="Rows">Minima of one key.</param>
/// <param name="Bands">Keys of one text.</param>
internal readonly record struct Banding(int Rows, int Bands)
{
    /// <summary>Minima of one text.</summary>
    public int Minima => Rows * Bands;

    /// <summary>The cheapest banding that is good for a threshold, in millionths.</summary>
    public static Banding For(int thresholdMicros) => thresholdMicros switch
    {
        >= 800_000 => new Banding(4, 16),
        >= 650_000 => new Banding(3, 24),
        >= 500_000 => new Banding(2, 28),
        >= 300_000 => new Banding(1, 24),
        _ => new Banding(1, 80),
    };
}
