using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Samples;

/// <summary>Writes one JSON object a line: the columns in order, then the silo.</summary>
internal sealed class JsonLineRecords(Stream target, IReadOnlyList<string> columns) : IRecordWriter
{
    private static readonly JsonWriterOptions Shape = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteAsync(
        string silo, IReadOnlyList<SampleRecord> records, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer, Shape))
        {
            foreach (var record in records)
            {
                WriteRecord(writer, silo, record);
                await writer.FlushAsync(cancellationToken);
                buffer.WriteByte((byte)'\n');
                writer.Reset();
            }
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(target, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await target.FlushAsync();

    private void WriteRecord(Utf8JsonWriter writer, string silo, SampleRecord record)
    {
        writer.WriteStartObject();
        foreach (var (column, field) in columns.Zip(record.Fields))
        {
            if (field.HasText)
            {
                writer.WriteString(column, field.Text);
            }
            else
            {
                writer.WriteNull(column);
            }
        }

        writer.WriteString("_silo", silo);
        writer.WriteEndObject();
    }
}
