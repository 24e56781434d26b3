using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Simulation.RealData;

/// <summary>What an interval has to cover: each silo's bounded table, made from the documentation alone.</summary>
/// <remarks>
/// Records of a person are ranked by HMAC-SHA-256(selection key, person ‖ record), each field behind its length in four
/// bytes (docs/decisions/0002). Without a record id, a record is the hash of its content and how often that came.
/// </remarks>
internal static class BoundedTable
{
    /// <summary>The records that count: at most C of each person, and none of nobody.</summary>
    public static List<CensusRecord> Of(CensusSilo silo, byte[] selectionKey)
    {
        var records = CensusRecord.Read(SharedData.Table(silo.File)).Where(record => record.Person is not null);
        return [.. records.GroupBy(record => record.Person!).SelectMany(person =>
            Numbered(person).OrderBy(record => KeyOf(selectionKey, person.Key, record.Id))
                .Take(silo.RecordsPerUnit).Select(record => record.Record))];
    }

    /// <summary>The key by which a record is ranked within its unit, in hexadecimal.</summary>
    public static string KeyOf(byte[] selectionKey, string unit, string record) =>
        Convert.ToHexString(HMACSHA256.HashData(selectionKey, Prefixed(unit).Concat(Prefixed(record)).ToArray()));

    /// <summary>The key by which units are ranked among each other, in hexadecimal.</summary>
    public static string KeyOf(byte[] selectionKey, string unit) =>
        Convert.ToHexString(HMACSHA256.HashData(selectionKey, Encoding.UTF8.GetBytes("unit" + unit)));

    private static IEnumerable<(string Id, CensusRecord Record)> Numbered(IEnumerable<CensusRecord> records) =>
        records.GroupBy(Content).SelectMany(alike => alike.Select((record, index) =>
            (string.Create(CultureInfo.InvariantCulture, $"{alike.Key}:{index + 1}"), record)));

    private static string Content(CensusRecord record)
    {
        var parts = record.Fields.Select(field => field is null ? "-" : $"{field.Length}:{field}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }

    private static byte[] Prefixed(string text)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }
}
