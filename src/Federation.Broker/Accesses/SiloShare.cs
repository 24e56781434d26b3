using Federation.Contracts.Type.V1;

namespace Federation.Broker.Accesses;

/// <summary>What one silo did within an access, as the broker saw it.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="AccessId">The access id at its adapter; empty where it refused.</param>
/// <param name="ReleaseDigest">SHA-256 of its signed payload, in hexadecimal; empty where it refused.</param>
/// <param name="EpsilonMicros">ε that its release states, in millionths of a nat: 0 for a repeat and for samples
/// without a removal report; where
/// no ε bounds it, the ε that was asked for.</param>
/// <param name="RhoMicros">ρ that its release states, in millionths.</param>
/// <param name="Refusal">Why it refused; unspecified where it did not.</param>
public sealed record SiloShare(
    string Silo, string AccessId, string ReleaseDigest, long EpsilonMicros, long RhoMicros, RefusalReason Refusal);
