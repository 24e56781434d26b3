namespace Federation.Audit;

/// <summary>The public files of a log, wherever they are: in a folder, a copy of it, or behind an address.</summary>
public interface ILogFiles
{
    /// <summary>The content of a file; null where there is none.</summary>
    /// <param name="name">Such as <c>checkpoint</c> or <c>tile/0/000</c>.</param>
    /// <param name="lengthBytesMax">The most bytes that it can have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be read, or is longer than that.</exception>
    Task<byte[]?> ReadAsync(string name, int lengthBytesMax, CancellationToken cancellationToken);
}
