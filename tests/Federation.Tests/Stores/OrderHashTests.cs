using System.Globalization;
using CsCheck;
using DuckDB.NET.Data;
using Federation.Stores;
using Federation.Stores.DuckDb;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federation.Tests.Stores;

/// <summary>The hash that orders a unit's records is PostgreSQL's, in every engine: golden values are of version 15.
/// </summary>
public sealed class OrderHashTests
{
    private const long Seed = 0x0123456789abcdef;

    public static TheoryData<string, string, long, long> Chains => new()
    {
        { "", "", 5714803967801994901, -7773663227401468382 },
        { "ada", "7", -4247858833846218970, 7161419734875799063 },
        { "单位", "😀é", -2544445617838068647, 8443793748108864627 },
        { "-9223372036854775808", "9223372036854775807", -7199542690017667901, -5560286830924199886 },
        { "123456789012", "12345678901", -3194616639276116478, 4909197019255760356 },
        { "1234567890123", "0", -8949869137088304525, -8411384176326389863 },
        { "a|b", "twelve bytes", -5981797332762402907, 1642885498184342119 },
        { "x", "thirteen byte", 1835728139256709888, 8140380669203856909 },
        { "ünïcödé and more than a dozen", string.Concat(Enumerable.Repeat("long", 100)), 4502505828332311966, -5556616907894509995 },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_of_two_texts_is_what_PostgreSQL_computed(string unit, string record, long first, long second)
    {
        Assert.Equal(first, OrderHash.Of(unit, Seed));
        Assert.Equal(second, OrderHash.Of(record, first));
    }

    [Theory]
    [InlineData("", 0, -6939563903564495251)]
    [InlineData("", 1, -150071773020461347)]
    [InlineData("a", 0, 3591986179850072241)]
    [InlineData("ada", -1, 7929865674741649079)]
    public void A_text_under_any_seed_is_what_PostgreSQL_computed(string text, long seed, long expected) =>
        Assert.Equal(expected, OrderHash.Of(text, seed));

    [Theory]
    [InlineData(0, -6900836849971860071)]
    [InlineData(1, -4333529900217731618)]
    [InlineData(-1, 1198669872525093699)]
    [InlineData(9, 9180674780463706174)]
    [InlineData(10, 8278617591928448097)]
    [InlineData(99, 1472504178394754026)]
    [InlineData(100, 285596841952654333)]
    [InlineData(12345, 2094723772962975970)]
    [InlineData(99999999, -2283785311820711881)]
    [InlineData(100000000, -7393675505506895818)]
    [InlineData(100000001, 5871086951522496365)]
    [InlineData(999999999999, -6577337382014479501)]
    [InlineData(1000000000000, 1873459234081178190)]
    [InlineData(-42, -5223522774883687196)]
    [InlineData(long.MaxValue, -8268683767998904065)]
    public void A_whole_number_is_hashed_as_its_digits(long whole, long expected)
    {
        Assert.Equal(expected, OrderHash.Of(whole, -5));
        Assert.Equal(expected, OrderHash.Of(whole.ToString(CultureInfo.InvariantCulture), -5));
    }

    [Fact]
    public void Digits_of_any_length_are_those_of_the_text() =>
        Gen.Select(Gen.Int[0, 19], Gen.Long).Sample((digits, number) =>
        {
            var whole = number % (long)Math.Pow(10, digits);
            return OrderHash.Of(whole, number) == OrderHash.Of(whole.ToString(CultureInfo.InvariantCulture), number);
        }, iter: 20_000, seed: "0000WWp2ZiZ3", threads: 1);

    /// <summary>Eight that fit go another way than any with more digits, a sign, or a seed of zero.</summary>
    [Fact]
    public void Many_whole_numbers_at_once_are_hashed_as_each_alone() => Gen.Select(
        Gen.OneOf(Gen.Long[0, 120], Gen.Long[0, 99_999_999], Gen.Long[99_999_990, 100_000_010], Gen.Long),
        Gen.OneOf(Gen.Long, Gen.Long, Gen.Long, Gen.Const(0L))).Array[0, 70].Sample(pairs =>
        {
            long[] wholes = [.. pairs.Select(pair => pair.Item1)], seeds = [.. pairs.Select(pair => pair.Item2)];
            var expected = wholes.Zip(seeds, OrderHash.Of).ToArray();
            OrderHashes.Replace(wholes, seeds);
            Assert.Equal(expected, wholes);
        }, iter: 3_000, seed: "0000WWp2ZiZ3", threads: 1);

    [Fact]
    public void Whole_numbers_that_all_fit_are_hashed_as_each_alone()
    {
        long[] wholes = [.. Enumerable.Range(0, 100_000).Select(i => i * 999L), .. Enumerable.Range(0, 2_000)];
        long[] seeds = [.. wholes.Select(whole => (whole * 7_919) ^ -5)];
        var expected = wholes.Zip(seeds, OrderHash.Of).ToArray();
        OrderHashes.Replace(wholes, seeds);
        Assert.Equal(expected, wholes);
    }

    [Fact]
    public void DuckDB_and_SQLite_hash_any_text_alike()
    {
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        EngineFunctions.Register(duck, new ChoiceBook());
        using var lite = new SqliteConnection("Data Source=:memory:");
        lite.Open();
        SqliteFunctions.Register(lite, new SelectionKey(new byte[32]));
        using var duckCommand = duck.CreateCommand();
        duckCommand.CommandText = "SELECT fed_order($1, $2)";
        using var liteCommand = lite.CreateCommand();
        liteCommand.CommandText = "SELECT fed_order($1, $2)";
        Gen.Select(Gen.OneOf(Gen.String, Gen.Char.Array[0, 80].Select(all => new string(all))), Gen.Long).Sample((any, seed) =>
        {
            var text = Sound(any);
            duckCommand.Parameters.Clear();
            duckCommand.Parameters.Add(new DuckDBParameter(text));
            duckCommand.Parameters.Add(new DuckDBParameter(seed));
            liteCommand.Parameters.Clear();
            liteCommand.Parameters.AddWithValue("$1", text);
            liteCommand.Parameters.AddWithValue("$2", seed);
            Assert.Equal(OrderHash.Of(text, seed), duckCommand.ExecuteScalar());
            Assert.Equal(OrderHash.Of(text, seed), liteCommand.ExecuteScalar());
        }, iter: 300, seed: "0000WWp2ZiZ3", threads: 1);
    }

    [Fact]
    public void PostgreSQL_hashes_any_text_so()
    {
        PostgresTables.SkipWithoutServer();
        using var connection = PostgresTables.Connect();
        Gen.Select(Gen.String, Gen.Long).Sample((any, seed) =>
        {
            var text = Sound(any);
            using var command = new NpgsqlCommand("SELECT hashtextextended($1 COLLATE \"C\", $2)", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = text });
            command.Parameters.Add(new NpgsqlParameter { Value = seed });
            Assert.Equal(OrderHash.Of(text, seed), command.ExecuteScalar());
        }, iter: 300, seed: "0000WWp2ZiZ3", threads: 1);
    }

    [Fact]
    public void A_missing_text_has_no_hash_in_DuckDB()
    {
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        EngineFunctions.Register(duck, new ChoiceBook());
        using var command = duck.CreateCommand();
        command.CommandText = "SELECT count(fed_order(CASE WHEN i % 3 > 0 THEN repeat('x', i) END, i)) FROM range(30) AS t(i)";
        Assert.Equal(20L, command.ExecuteScalar());
    }

    private static string Sound(string text) =>
        string.Concat(text.Where(one => !char.IsSurrogate(one) && one != '\0')); // What every engine can hold.
}
