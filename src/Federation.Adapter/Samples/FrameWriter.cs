using Federation.Adapter.Releases;
using Federation.Adapter.Samples.Removals;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Adapter.Samples;

/// <summary>Cuts a recorded chunk into frames of at most 64 KiB, the size at which streams run best.</summary>
public sealed class FrameWriter
{
    private const int FrameLengthBytesMax = 64 * 1024;
    private readonly ReleaseSealer _sealer;

    internal FrameWriter(ReleaseSealer sealer) => _sealer = sealer;

    /// <summary>Signs a chunk and writes it. Waits where the reader is slow.</summary>
    public async Task WriteAsync(RecordedChunk chunk, string dataset, Func<SampleFrame, Task> write)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ArgumentNullException.ThrowIfNull(write);
        var sealedChunk = await _sealer.SealAsync(PayloadTypes.SampleChunk, chunk.Payload, chunk.LogIndex, dataset);
        await write(new SampleFrame { Chunk = sealedChunk });
        for (var start = 0; start < chunk.Ciphertext.Length; start += FrameLengthBytesMax)
        {
            var length = Math.Min(FrameLengthBytesMax, chunk.Ciphertext.Length - start);
            await write(new SampleFrame
            {
                Ciphertext = UnsafeByteOperations.UnsafeWrap(chunk.Ciphertext.Slice(start, length)),
            });
        }
    }

    /// <summary>Signs a recorded removal report and writes it.</summary>
    public async Task WriteAsync(RecordedRemovals report, string dataset, Func<SampleFrame, Task> write)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(write);
        var sealedReport = await _sealer.SealAsync(
            PayloadTypes.RemovalReport, report.Payload, report.LogIndex, dataset);
        await write(new SampleFrame { RemovalReport = sealedReport });
    }

    /// <summary>Signs and writes what closes a sample.</summary>
    public Task WriteAsync(SampleEnd end, Func<SampleFrame, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return write(new SampleFrame { End = _sealer.Sign(PayloadTypes.SampleEnd, end.ToByteArray()) });
    }
}
