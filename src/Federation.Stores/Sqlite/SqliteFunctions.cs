using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Stores.Statements;
using Microsoft.Data.Sqlite;

namespace Federation.Stores.Sqlite;

/// <summary>The deterministic functions that a connection to SQLite is given; none can fail on a value.</summary>
internal static class SqliteFunctions
{
    /// <summary>Adds all of them to an open connection.</summary>
    public static void Register(SqliteConnection connection, SelectionKey key)
    {
        connection.CreateFunction<object?, string?>("fed_text", ScalarRules.Text, true);
        connection.CreateFunction<object?, string?>("fed_unit", ScalarRules.Unit, true);
        connection.CreateFunction<object?, long?>("fed_whole", ScalarRules.Whole, true);
        connection.CreateFunction<object?, long?>("fed_truth", ScalarRules.Truth, true);
        connection.CreateFunction<string?, long, string?>("fed_key", ScalarRules.Key, true);
        connection.CreateFunction<object?, long?>("fed_day", DayRule.Apply, true);
        connection.CreateFunction<object?, bool>("fed_missing", value => ScalarRules.Number(value) is null, true);
        connection.CreateFunction<object?, double, double, double, long, long?, long?, long?, long?>(
            "fed_grid",
            (value, lower, upper, step, cells, onNull, onNaN, onInfinity) =>
                new GridRule(lower, upper, step, cells, onNull, onNaN, onInfinity).Apply(ScalarRules.Number(value)),
            true);
        connection.CreateFunction<object?, string>("fed_part", Part, true);
        connection.CreateFunction<string, string>("fed_digest", Digest, true);
        connection.CreateFunction<string?, string?, byte[]?>(
            "fed_record_key",
            (unit, record) => unit is null || record is null ? null : key.OfRecord(unit, record),
            true);
        connection.CreateFunction<string?, long, long?>(
            "fed_order", (text, seed) => text is null ? null : OrderHash.Of(text, seed), true);
        connection.CreateFunction<string?, byte[]?>(
            "fed_unit_key",
            unit => unit is null ? null : key.OfUnit(unit),
            true);
    }

    private static string Part(object? value) => ScalarRules.Text(value) is { } text
        ? string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:{text}")
        : "-";

    private static string Digest(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
