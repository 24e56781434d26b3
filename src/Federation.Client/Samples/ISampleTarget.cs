namespace Federation.Client.Samples;

/// <summary>Takes the parts of a sample, each verified, in order within a silo.</summary>
public interface ISampleTarget
{
    /// <summary>Takes a part.</summary>
    Task AddAsync(VerifiedChunk chunk, CancellationToken cancellationToken);
}
