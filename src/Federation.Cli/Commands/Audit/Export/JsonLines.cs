using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Audit;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>One JSON document a line.</summary>
internal sealed class JsonLines(Stream target, Action<Utf8JsonWriter, ExportedEntry> write) : IEntryWriter
{
    private const int BufferLengthBytes = 1 << 16;

    private static readonly JsonWriterOptions Shape = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream _buffer = new();

    /// <inheritdoc/>
    public async Task WriteAsync(ExportedEntry entry, CancellationToken cancellationToken)
    {
        await using (var json = new Utf8JsonWriter(_buffer, Shape))
        {
            write(json, entry);
        }

        _buffer.WriteByte((byte)'\n');
        if (_buffer.Length >= BufferLengthBytes)
        {
            await FinishAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(_buffer.GetBuffer().AsMemory(0, (int)_buffer.Length), cancellationToken);
        _buffer.SetLength(0);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _buffer.DisposeAsync();
}
