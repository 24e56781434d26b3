namespace Federation.Audit;

/// <summary>
/// Checks all files of a log against each other and against what its key signed: segments, bundles, tiles of every
/// level, checkpoint and state. No lock, nothing written.
/// </summary>
public static class LogFsck
{
    private const int LeftoversMax = 100;

    /// <summary>Checks a log, or a copy of one.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="verifierKey">The log's key from somewhere other than the folder: <c>name+id+key</c>.</param>
    /// <param name="progress">Told how many entries of the public files were read.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="FormatException">The verifier key is none.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static async Task<FsckReport> CheckAsync(
        string directory, string verifierKey, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var files = new FolderLogFiles(directory);
        var entries = Directory.Exists(Path.Combine(directory, "wal"))
            ? LogVerifier.VerifyAsync(directory, verifierKey, progress: null, cancellationToken)
            : null;
        var published = await PublishedLog.VerifyAsync(files, verifierKey, progress, cancellationToken)
            .ConfigureAwait(false);
        return new FsckReport(
            published, entries is null ? null : await entries.ConfigureAwait(false), StateFaults(directory),
            [.. Leftovers(directory).Take(LeftoversMax)]);
    }

    private static List<PublishedFault> StateFaults(string directory)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        var state = storage.ReadFile(TreeState.FileName);
        return state is null || state.AsSpan().IndexOfAnyExcept((byte)0) < 0 || TreeState.Read(state) is not null
            ? []
            : [new PublishedFault(TreeState.FileName, null, "cannot be read")];
    }

    private static IEnumerable<string> Leftovers(string directory) =>
        Directory.EnumerateFiles(directory, "*.tmp", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(directory, path));
}
