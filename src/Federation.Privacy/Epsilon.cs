namespace Federation.Privacy;

/// <summary>A privacy loss, in millionths of a nat. An integer, so that debits add up exactly.</summary>
public readonly record struct Epsilon
{
    /// <summary>How many micros make one nat, the unit in which papers give ε.</summary>
    public const long MicrosPerNat = 1_000_000;

    /// <summary>The largest loss that can be written: 100 nats, far above what protects anybody.</summary>
    public const long MicrosMax = 100 * MicrosPerNat;

    /// <summary>Creates a privacy loss.</summary>
    /// <param name="micros">Millionths of a nat, in [1, <see cref="MicrosMax"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside the range.</exception>
    public Epsilon(long micros)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(micros);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(micros, MicrosMax);
        Micros = micros;
    }

    /// <summary>The loss in millionths of a nat.</summary>
    public long Micros { get; }

    /// <summary>Whether a number of micros is a loss that can be written.</summary>
    public static bool IsValid(long micros) => micros is >= 1 and <= MicrosMax;

    /// <inheritdoc/>
    public override string ToString() => $"ε = {(decimal)Micros / MicrosPerNat}";
}
