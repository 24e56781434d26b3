namespace Federation.Privacy.Accounting;

/// <summary>From zero-concentrated to approximate differential privacy and back: the one conversion of the
/// ledger.</summary>
/// <remarks>
/// Canonne, Kamath and Steinke 2020, Corollary 13: ρ-zCDP implies (ε, δ)-DP with
/// ε = α ρ + ln(1 / (α δ)) / (α − 1) + ln(1 − 1 / α), for every α &gt; 1. Because every α is right, the search for a
/// good one may round as it likes; only the last evaluation counts, and a reserve far above its rounding errors is put
/// on the safe side before the result becomes an integer. Proof: docs/proofs/admission.md.
/// </remarks>
public static class ZcdpConversion
{
    private const double Reserve = 1e-10;
    private const double RelativeReserve = 1e-12;
    private const double LogOrderMin = -20;
    private const double LogOrderMax = 30;

    /// <summary>The ε that ρ-zCDP implies at δ, in millionths, rounded up.</summary>
    /// <param name="rhoMicros">ρ in millionths; at least 0.</param>
    /// <param name="deltaFemtos">δ in units of 10⁻¹⁵; above 0, below 10¹⁵.</param>
    public static long EpsilonMicros(long rhoMicros, long deltaFemtos)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rhoMicros);
        CheckDelta(deltaFemtos);
        return rhoMicros == 0
            ? 0
            : long.CreateSaturating(Math.Ceiling(Privacy.Epsilon.MicrosPerNat *
                ((Epsilon(rhoMicros / 1e6, deltaFemtos / 1e15) * (1 + RelativeReserve)) + Reserve)));
    }

    /// <summary>The largest ρ of which <see cref="EpsilonMicros"/> gives at most ε, in millionths, rounded
    /// down.</summary>
    /// <param name="epsilonMicros">ε in millionths; at least 0.</param>
    /// <param name="deltaFemtos">δ in units of 10⁻¹⁵; above 0, below 10¹⁵.</param>
    public static long RhoMicros(long epsilonMicros, long deltaFemtos)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epsilonMicros);
        CheckDelta(deltaFemtos);
        var rho = (Rho(epsilonMicros / 1e6, deltaFemtos / 1e15) * (1 - RelativeReserve)) - Reserve;
        return Math.Max(0, long.CreateSaturating(Math.Floor(Privacy.Epsilon.MicrosPerNat * rho)));
    }

    /// <summary>ε of ρ, without rounding.</summary>
    internal static double Epsilon(double rho, double delta) => Math.Max(0, -Search.Maximum(
        logOrder => -EpsilonAt(Math.Exp(logOrder), rho, delta), LogOrderMin, LogOrderMax));

    /// <summary>ρ of ε, without rounding.</summary>
    internal static double Rho(double epsilon, double delta) => Search.Maximum(
        logOrder =>
        {
            var excess = Math.Exp(logOrder);
            return (epsilon - EpsilonAt(excess, 0, delta)) / (1 + excess);
        }, LogOrderMin, LogOrderMax);

    /// <summary>The bound of one order α = 1 + excess.</summary>
    private static double EpsilonAt(double excess, double rho, double delta)
    {
        var order = 1 + excess;
        return (order * rho) - ((Math.Log(delta) + Math.Log(order)) / excess) + Math.Log(excess) - Math.Log(order);
    }

    private static void CheckDelta(long deltaFemtos)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deltaFemtos);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(deltaFemtos, PrivacyCost.FemtosPerUnit);
    }
}
