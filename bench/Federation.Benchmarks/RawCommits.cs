using System.Diagnostics;
using System.Security.Cryptography;
using Federation.Audit;
using Microsoft.Win32.SafeHandles;

namespace Federation.Benchmarks;

/// <summary>Bare group commits: some records, one write and one sync of their data, into reserved space.</summary>
internal sealed class RawCommits : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _batch;
    private long _offset;

    /// <summary>Reserves the space.</summary>
    /// <param name="path">A file that does not exist; it is removed in the end.</param>
    /// <param name="batchLengthBytes">What a commit writes.</param>
    /// <param name="commitsCount">The most commits.</param>
    public RawCommits(string path, int batchLengthBytes, int commitsCount)
    {
        _batch = RandomNumberGenerator.GetBytes(batchLengthBytes);
        var lengthBytes = (long)batchLengthBytes * commitsCount;
        _file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.Write, options: FileOptions.DeleteOnClose,
            preallocationSize: lengthBytes);
        RandomAccess.SetLength(_file, lengthBytes);
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>How many records a second are durable so.</summary>
    public static double RecordsASecond(string path, int recordLengthBytes, int recordsCount, int recordsACommit)
    {
        var commitsCount = recordsCount / recordsACommit;
        using var commits = new RawCommits(path, recordLengthBytes * recordsACommit, commitsCount);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < commitsCount; i++)
        {
            commits.Take();
        }

        return commitsCount * recordsACommit / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Commits the next records; how long it took.</summary>
    public TimeSpan Take()
    {
        var clock = Stopwatch.StartNew();
        RandomAccess.Write(_file, _batch, _offset);
        DurableData.Sync(_file);
        _offset += _batch.Length;
        return clock.Elapsed;
    }

    public void Dispose() => _file.Dispose();
}
