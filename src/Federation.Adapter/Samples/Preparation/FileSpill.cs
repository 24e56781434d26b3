using Federation.Curation.Duplicates;
using Microsoft.Win32.SafeHandles;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>Spills into files that only their owner can read and that are gone when this is disposed.</summary>
/// <param name="folder">Where the files are made.</param>
public sealed class FileSpill(string folder) : ISpill, IDisposable
{
    private const int BufferLengthBytes = 1 << 18;
    private readonly List<Run?> _runs = [];

    /// <inheritdoc/>
    public int Open()
    {
        _runs.Add(new Run(Create(folder)));
        return _runs.Count - 1;
    }

    /// <inheritdoc/>
    public void Append(int run, ReadOnlySpan<byte> bytes) => Of(run).Append(bytes);

    /// <inheritdoc/>
    public int Read(int run, long position, Span<byte> into) => Of(run).Read(position, into);

    /// <inheritdoc/>
    public void Drop(int run)
    {
        _runs[run]?.Dispose();
        _runs[run] = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var run = 0; run < _runs.Count; run++)
        {
            Drop(run);
        }
    }

    private static SafeFileHandle Create(string folder)
    {
        var path = Path.Combine(folder, $"federation-{Path.GetRandomFileName()}.spill");
        var handle = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete,
            FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return handle;
    }

    private Run Of(int run) =>
        _runs[run] ?? throw new ArgumentOutOfRangeException(nameof(run), "The run was given up.");

    /// <summary>One file, and what was added and is not in it yet.</summary>
    private sealed class Run(SafeFileHandle file) : IDisposable
    {
        private readonly byte[] _buffer = new byte[BufferLengthBytes];
        private int _buffered;
        private long _written;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_buffered + bytes.Length > _buffer.Length)
            {
                Flush();
            }

            if (bytes.Length > _buffer.Length)
            {
                RandomAccess.Write(file, bytes, _written);
                _written += bytes.Length;
                return;
            }

            bytes.CopyTo(_buffer.AsSpan(_buffered));
            _buffered += bytes.Length;
        }

        public int Read(long position, Span<byte> into)
        {
            if (position + into.Length > _written)
            {
                Flush();
            }

            var read = 0;
            while (read < into.Length && RandomAccess.Read(file, into[read..], position + read) is > 0 and var count)
            {
                read += count;
            }

            return read;
        }

        public void Dispose() => file.Dispose();

        private void Flush()
        {
            RandomAccess.Write(file, _buffer.AsSpan(0, _buffered), _written);
            _written += _buffered;
            _buffered = 0;
        }
    }
}
