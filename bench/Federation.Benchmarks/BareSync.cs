using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Federation.Benchmarks;

/// <summary>One write and one sync to a file whose space is reserved: the least that durability can cost.</summary>
internal sealed class BareSync : IDisposable
{
    private const int RecordBytes = 512;
    private const int LengthBytes = 16 * 1024 * 1024;
    private readonly SafeFileHandle _file;
    private readonly byte[] _record = new byte[RecordBytes];
    private long _offset;

    public BareSync(string path)
    {
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, preallocationSize: LengthBytes);
        RandomAccess.SetLength(_file, LengthBytes);
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Writes the next record and returns how long it took to be durable.</summary>
    public TimeSpan Take()
    {
        var clock = Stopwatch.StartNew();
        RandomAccess.Write(_file, _record, _offset);
        RandomAccess.FlushToDisk(_file);
        _offset += RecordBytes;
        return clock.Elapsed;
    }

    public void Dispose() => _file.Dispose();
}
