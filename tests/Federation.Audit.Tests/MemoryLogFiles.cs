namespace Federation.Audit.Tests;

/// <summary>The public files of a log in memory, to damage them one by one.</summary>
internal sealed class MemoryLogFiles : ILogFiles
{
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public static MemoryLogFiles Of(string directory)
    {
        var copy = new MemoryLogFiles();
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(directory, path);
            if (name == "checkpoint" || name.StartsWith("tile/", StringComparison.Ordinal))
            {
                copy.Files[name] = File.ReadAllBytes(path);
            }
        }

        return copy;
    }

    public Task<byte[]?> ReadAsync(string name, int lengthBytesMax, CancellationToken cancellationToken) =>
        Task.FromResult(Files.GetValueOrDefault(name));
}
