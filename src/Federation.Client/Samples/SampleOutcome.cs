using Federation.Contracts.Type.V1;

namespace Federation.Client.Samples;

/// <summary>How a sample ended.</summary>
/// <param name="RequestId">The id under which it can be fetched again without a debit.</param>
/// <param name="RequestDigest">SHA-256 of the signed request.</param>
/// <param name="Silos">What each silo gave.</param>
public sealed record SampleOutcome(string RequestId, byte[] RequestDigest, IReadOnlyList<SiloSample> Silos)
{
    /// <summary>The broker's own proofs, one a silo that came to its end; empty where it gave none.</summary>
    public IReadOnlyList<Verification.BrokerProof> BrokerProofs { get; init; } = [];

    /// <summary>Whether every silo that was asked gave something to the end.</summary>
    public bool IsComplete => Silos.All(silo => silo.Refusal is null);
}

/// <summary>What one silo gave.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="RecordsCount">How many records.</param>
/// <param name="ChunksCount">In how many chunks.</param>
/// <param name="AccessId">The access id under which both logs know it.</param>
/// <param name="Refusal">Why there is nothing.</param>
public sealed record SiloSample(string Silo, long RecordsCount, int ChunksCount, string AccessId, Refusal? Refusal)
{
    /// <summary>What the filters hold back there, under noise; null where it was not asked for.</summary>
    public VerifiedRemovals? Removals { get; init; }
}

/// <summary>A removal report that verified.</summary>
/// <param name="Report">What the silo signed.</param>
/// <param name="Sealed">The signed report with its receipt.</param>
/// <param name="LogVerifierKey">The key of the log that the receipt is from.</param>
public sealed record VerifiedRemovals(RemovalReport Report, SealedRelease Sealed, string LogVerifierKey);

/// <summary>A part of a sample that verified.</summary>
/// <param name="Silo">Who gave it.</param>
/// <param name="Header">What the silo signed about it.</param>
/// <param name="Records">The records, one text or nothing a column.</param>
/// <param name="Sealed">The signed header with its receipt.</param>
/// <param name="LogVerifierKey">The key of the log that the receipt is from.</param>
public sealed record VerifiedChunk(
    string Silo, SampleChunk Header, IReadOnlyList<SampleRecord> Records, SealedRelease Sealed, string LogVerifierKey);
