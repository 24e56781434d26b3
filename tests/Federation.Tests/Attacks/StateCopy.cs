namespace Federation.Tests.Attacks;

/// <summary>A folder as it lies on disk at one moment, to be put back later: a backup, or what a crash left.</summary>
internal sealed class StateCopy(string folder)
{
    private readonly Dictionary<string, byte[]> _files = [];

    public void Take()
    {
        _files.Clear();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lock") // Held by the process, and let go by its end.
            {
                continue;
            }

            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            _files[Path.GetRelativePath(folder, file)] = bytes;
        }
    }

    public void PutBack()
    {
        Directory.Delete(folder, recursive: true);
        foreach (var (name, bytes) in _files)
        {
            var file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }
}
