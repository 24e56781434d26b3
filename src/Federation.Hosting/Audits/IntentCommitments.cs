using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Google.Protobuf;
using WireCommitment = Federation.Contracts.Audit.V1.Commitment;

namespace Federation.Hosting.Audits;

/// <summary>Commits entries to what may have to be erased one day.</summary>
public static class IntentCommitments
{
    /// <summary>Adds a commitment to an INTENT.</summary>
    /// <param name="intent">The entry's INTENT.</param>
    /// <param name="tag">The name of the field.</param>
    /// <param name="value">What it holds.</param>
    /// <returns>What opens it, to be kept beside the log.</returns>
    public static CommitmentOpening Commit(this Intent intent, string tag, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(intent);
        var opening = Audit.Commitment.Create(tag, value);
        intent.Commitments.Add(new WireCommitment { Tag = tag, Digest = ByteString.CopyFrom(opening.Digest) });
        return opening;
    }
}
