using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Broker.Requests;

/// <summary>What a signed request says, whatever it asks for.</summary>
/// <param name="Delivery">Which way of delivery.</param>
/// <param name="Header">Who asks, why, under which agreement.</param>
/// <param name="Dataset">The dataset asked.</param>
/// <param name="Digest">SHA-256 of the signed payload, 32 bytes.</param>
/// <param name="TrainerFingerprint">The fingerprint of the key that signed.</param>
/// <param name="GroupBy">The columns of the groups; empty for samples.</param>
/// <param name="EpsilonMicros">The privacy loss at each silo, in millionths of a nat; of a sample its removal
/// report's.</param>
/// <param name="RecordsCount">How many records each silo is paid for, with those that make up for others; 0 for
/// statistics.</param>
/// <param name="Literals">The question itself, recorded as a commitment only.</param>
public sealed record SignedQuestion(
    Delivery Delivery,
    RequestHeader Header,
    string Dataset,
    ByteString Digest,
    string TrainerFingerprint,
    IReadOnlyList<string> GroupBy,
    long EpsilonMicros,
    int RecordsCount,
    ByteString Literals);
