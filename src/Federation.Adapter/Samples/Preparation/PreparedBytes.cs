using System.Buffers.Binary;
using System.Text;
using Federation.Curation.Duplicates;
using Federation.Curation.KnownValues;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>Writes what was prepared of a dataset as bytes, and reads it back; its crowd is kept elsewhere.</summary>
internal static class PreparedBytes
{
    /// <summary>The bytes; null where there would be more than may be kept.</summary>
    public static byte[]? Write(PreparedSamples prepared, int lengthBytesMax)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(prepared.NearDuplicates.Count);
        foreach (var (column, map) in prepared.NearDuplicates.OrderBy(map => map.Key))
        {
            writer.Write(column);
            writer.Write(map.Clusters.Count);
            foreach (var (key, cluster) in map.Clusters)
            {
                Write(writer, key);
                writer.Write(cluster);
            }

            if (bytes.Length > lengthBytesMax)
            {
                return null;
            }
        }

        writer.Write(prepared.UnitValues.Count);
        foreach (var (unit, values) in prepared.UnitValues)
        {
            writer.Write(unit);
            writer.Write(values.Count);
            foreach (var (kind, value) in values)
            {
                writer.Write(kind);
                writer.Write(value);
            }

            if (bytes.Length > lengthBytesMax)
            {
                return null;
            }
        }

        var holder = prepared.HolderValues.ToBytes();
        writer.Write(holder.Length);
        writer.Write(holder);
        return bytes.Length > lengthBytesMax ? null : bytes.ToArray();
    }

    /// <summary>What such bytes say; they are authenticated before.</summary>
    public static PreparedSamples Read(byte[] bytes, CrowdSpans? crowd)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var near = new Dictionary<int, NearDuplicateMap>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var column = reader.ReadInt32();
            near[column] = NearDuplicateMap.Of(ReadClusters(reader));
        }

        var units = new Dictionary<string, IReadOnlyCollection<(string Kind, string Value)>>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var unit = reader.ReadString();
            var values = new (string Kind, string Value)[reader.ReadInt32()];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (reader.ReadString(), reader.ReadString());
            }

            units[unit] = values;
        }

        return new PreparedSamples(near, units, KnownValueIndex.Of(reader.ReadBytes(reader.ReadInt32())), crowd);
    }

    private static IEnumerable<KeyValuePair<UInt128, int>> ReadClusters(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var key = BinaryPrimitives.ReadUInt128LittleEndian(reader.ReadBytes(16));
            yield return new KeyValuePair<UInt128, int>(key, reader.ReadInt32());
        }
    }

    private static void Write(BinaryWriter writer, UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        writer.Write(bytes);
    }
}
