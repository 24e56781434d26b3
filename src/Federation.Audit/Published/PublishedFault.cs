namespace Federation.Audit;

/// <summary>Something that is wrong with a log's files.</summary>
/// <param name="File">Which file, below the log's folder.</param>
/// <param name="Index">The entry concerned, from 0; null where it is none in particular.</param>
/// <param name="What">What is wrong, as a part of a sentence: <c>is missing</c>.</param>
public sealed record PublishedFault(string File, long? Index, string What)
{
    /// <inheritdoc/>
    public override string ToString() => Index is { } index ? $"{File} {What} (entry {index})" : $"{File} {What}";
}
