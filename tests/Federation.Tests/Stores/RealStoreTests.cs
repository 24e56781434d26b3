using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

/// <summary>A census sample in which people occur several times, against a count of its lines by hand.</summary>
public sealed class RealStoreTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)(255 - i))];

    [Fact]
    public async Task One_record_of_each_person_is_counted_and_summed_by_sex()
    {
        var path = Find("PUMS_dup.csv");
        Assert.SkipWhen(path is null, "../shared/data is absent.");
        var shape = new DatasetShape("people", "people", 1, "pid", null, 1,
        [
            new("sex", ColumnKind.Integer, null, [DomainValue.Of(0), DomainValue.Of(1)], default, default, default),
            new("age", ColumnKind.Number, new NumericBounds(0, 100, 1), [], default, default, default),
        ], 1_000_000);
        var query = new TypedQuery("people", null, ["sex"],
            [new Measure(MeasureKind.Count, null), new Measure(MeasureKind.Sum, "age")]);
        await using var store = StoreFactory.Open(new StoreOptions { Kind = StoreKind.Csv, Path = path! }, Key);
        var lines = await StoreAnswers.AskAsync(store, shape, query, TestContext.Current.CancellationToken);
        Assert.Equal(ByHand(path!), lines);
    }

    /// <summary>Keeps each person's record of the smallest key; a record's id is its content and how often it came.</summary>
    private static List<string> ByHand(string path)
    {
        var people = File.ReadLines(path).Skip(1).Select(line => line.Split(','))
            .Where(fields => fields[6].Length > 0)
            .GroupBy(fields => string.Join(',', fields)) // Alike lines are told apart by their occurrence.
            .SelectMany(alike => alike.Select((fields, i) => (Fields: fields, Record: $"{Content(fields)}:{i + 1}")))
            .GroupBy(record => record.Fields[6])
            .Select(person => person.MinBy(record => OrderModel.KeyOf(Key, person.Key, record.Record)).Fields)
            .ToLookup(fields => fields[1], fields => long.Parse(fields[0], CultureInfo.InvariantCulture));
        return
        [
            .. new[] { "0", "1" }.Select(sex => $"{sex}|CountRows {people[sex].Count()}"
                + $"|PairLow age {people[sex].Sum(age => 100 - age)}|PairHigh age {people[sex].Sum()}"),
        ];
    }

    private static string Content(string[] fields) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(fields.Select(field => field.Length == 0 ? "-" : $"{field.Length}:{field}")))));

    private static string? Find(string file, [CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(folder, "..", "shared", "data", "tabular", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
