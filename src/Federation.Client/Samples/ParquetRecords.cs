using Federation.Contracts.Type.V1;
using Parquet;
using Parquet.Schema;

namespace Federation.Client.Samples;

/// <summary>Writes a Parquet file: one row group a chunk, one text column a column, and the silo.</summary>
internal sealed class ParquetRecords : IRecordWriter
{
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;

    private ParquetRecords(ParquetWriter writer, DataField[] fields)
    {
        _writer = writer;
        _fields = fields;
    }

    public static async Task<ParquetRecords> CreateAsync(
        Stream target, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var fields = columns.Append("_silo").Select(column => (DataField)new DataField<string>(column)).ToArray();
        var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields), target, cancellationToken: cancellationToken);
        return new ParquetRecords(writer, fields);
    }

    public async Task WriteAsync(
        string silo, IReadOnlyList<SampleRecord> records, CancellationToken cancellationToken)
    {
        using var group = _writer.CreateRowGroup();
        foreach (var (place, field) in _fields.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var texts = records.Select(record => place == _fields.Length - 1
                ? silo
                : record.Fields[place] is { HasText: true } text ? text.Text : null).ToArray();
            await group.WriteAsync(field, texts!);
        }
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
