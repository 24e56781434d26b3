namespace Federation.Audit;

/// <summary>The public files of a log in a folder. Takes no lock and writes nothing.</summary>
public sealed class FolderLogFiles : ILogFiles
{
    private readonly string _folder;

    /// <summary>Names the folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public FolderLogFiles(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = Path.GetFullPath(folder);
        if (!Directory.Exists(_folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }
    }

    /// <inheritdoc/>
    /// <remarks>On the caller's thread: most files are small, and a walk over them has threads of its own.</remarks>
    public Task<byte[]?> ReadAsync(string name, int lengthBytesMax, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<byte[]?>(cancellationToken)
            : Task.FromResult(Read(name, lengthBytesMax));

    private byte[]? Read(string name, int lengthBytesMax)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var lengthBytes = RandomAccess.GetLength(file);
        if (lengthBytes > lengthBytesMax)
        {
            throw new IOException($"The file {name} has {lengthBytes} bytes, more than it can have.");
        }

        var content = GC.AllocateUninitializedArray<byte>((int)lengthBytes);
        for (var read = 0; read < content.Length;)
        {
            var count = RandomAccess.Read(file, content.AsSpan(read), read);
            read += count > 0 ? count : throw new EndOfStreamException($"The file {name} was cut while it was read.");
        }

        return content;
    }
}
