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
    public async Task<byte[]?> ReadAsync(string name, int lengthBytesMax, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length > lengthBytesMax)
        {
            throw new IOException($"The file {name} has {file.Length} bytes, more than it can have.");
        }

        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content;
    }
}
