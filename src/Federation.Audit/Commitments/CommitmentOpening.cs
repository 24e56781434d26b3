namespace Federation.Audit;

/// <summary>
/// What opens a commitment. Whoever has it can check the value; once it is erased, nobody can guess it.
/// </summary>
/// <param name="Tag">Which field.</param>
/// <param name="Digest">The commitment, 32 bytes: what stands in the log.</param>
/// <param name="Salt">32 random bytes.</param>
/// <param name="Value">The value of the field.</param>
public sealed record CommitmentOpening(string Tag, byte[] Digest, byte[] Salt, byte[] Value)
{
    /// <summary>Whether the opening opens a commitment that stands in a log.</summary>
    public bool Opens(ReadOnlySpan<byte> digest) => digest.SequenceEqual(Commitment.Digest(Tag, Salt, Value));
}
