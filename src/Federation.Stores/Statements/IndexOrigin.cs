using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>Describes in bytes what an index was made from: whatever changes a rank or a place changes them.</summary>
internal static class IndexOrigin
{
    /// <summary>Writes the declared dataset and the engine's types.</summary>
    public static void Write(MemoryStream message, DatasetShape shape, IEnumerable<SourceColumn> columns)
    {
        Write(message, shape.UnitColumn ?? "");
        Write(message, shape.RecordIdColumn is { } id ? $"={id}" : "");
        Write(message, Statement.Literal(shape.RecordsPerUnitBound));
        foreach (var column in columns)
        {
            Write(message, column.Name);
            Write(message, column.EngineType);
            Write(message, column.Alias);
        }

        foreach (var column in shape.Columns)
        {
            Write(message, column.Name);
            Write(message, string.Create(CultureInfo.InvariantCulture,
                $"{column.Kind} {column.Bounds?.Lower} {column.Bounds?.Upper} {column.Bounds?.Step} "
                + $"{column.OnNull} {column.OnNaN} {column.OnInfinity} {column.Domain.Count}"));
            foreach (var value in column.Domain)
            {
                Write(message, $"{value.Kind} {value}");
            }
        }
    }

    /// <summary>Writes a text behind its length.</summary>
    public static void Write(MemoryStream message, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, Encoding.UTF8.GetByteCount(text));
        message.Write(length);
        message.Write(Encoding.UTF8.GetBytes(text));
    }
}
