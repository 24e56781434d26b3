using Federation.Contracts.Type.V1;

namespace Federation.Audit;

/// <summary>A privacy cost as an entry has it.</summary>
/// <param name="EpsilonMicros">ε, in millionths of a nat.</param>
/// <param name="RhoMicros">ρ, in millionths.</param>
/// <param name="DeltaFemtos">δ, in units of 10⁻¹⁵.</param>
/// <param name="IsKnown">Whether the entry states one.</param>
public readonly record struct LoggedCost(long EpsilonMicros, long RhoMicros, long DeltaFemtos, bool IsKnown)
{
    /// <summary>Whether two sides that both state a cost state the same.</summary>
    internal bool Contradicts(LoggedCost other) => IsKnown && other.IsKnown && this != other;

    /// <summary>Reads a message in place.</summary>
    internal static LoggedCost Read(ReadOnlySpan<byte> message)
    {
        var (epsilon, rho, delta) = (0L, 0L, 0L);
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case PrivacyCost.EpsilonMicrosFieldNumber:
                    epsilon = (long)reader.Number;
                    break;
                case PrivacyCost.RhoMicrosFieldNumber:
                    rho = (long)reader.Number;
                    break;
                case PrivacyCost.DeltaFemtosFieldNumber:
                    delta = (long)reader.Number;
                    break;
            }
        }

        return new LoggedCost(epsilon, rho, delta, IsKnown: true);
    }
}
