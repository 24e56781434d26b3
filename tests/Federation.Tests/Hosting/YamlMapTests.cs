using Federation.Hosting.Configuration;

namespace Federation.Tests.Hosting;

public sealed class YamlMapTests
{
    private enum Treatment
    {
        Exclude,
        LowerBound,
    }

    [Fact]
    public void Every_kind_of_value_is_read_exactly()
    {
        var map = Read("""
            text: 天气 1
            quoted: "true"
            integer: -1_000_000
            decimal: 0.1
            boolean: true
            duration: 90s
            instant: 2026-12-31T01:00:00+01:00
            date: 2026-12-31
            treatment: lower-bound
            kind: csv
            list: [b, a]
            numbers: [3, 1]
            """);

        Assert.Equal("天气 1", map.RequiredString("text"));
        Assert.Equal("true", map.RequiredString("quoted"));
        Assert.Equal(-1_000_000, map.RequiredInteger("integer", long.MinValue, long.MaxValue));
        Assert.Equal(0.1m, map.RequiredDecimal("decimal"));
        Assert.True(map.RequiredBoolean("boolean"));
        Assert.Equal(TimeSpan.FromSeconds(90), map.RequiredDuration("duration", TimeSpan.Zero, TimeSpan.MaxValue));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), map.RequiredInstant("instant"));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), map.RequiredInstant("date"));
        Assert.Equal(Treatment.LowerBound, map.RequiredEnum<Treatment>("treatment"));
        Assert.Equal("csv", map.RequiredChoice("kind", "csv", "parquet"));
        Assert.Equal(["b", "a"], map.RequiredStrings("list", minItems: 1));
        Assert.Equal([3L, 1L], map.RequiredIntegers("numbers", minItems: 1, min: 0, max: 9));
        map.Finish();
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("0x10")]
    [InlineData("1e3")]
    [InlineData("\"5\"")]
    [InlineData("+5")]
    [InlineData("1_0")]
    [InlineData("٣")]
    [InlineData("99999999999999999999")]
    [InlineData(".inf")]
    [InlineData("[5]")]
    public void What_is_not_a_whole_number_in_plain_digits_is_refused(string text) =>
        AssertFault(text, map => map.RequiredInteger("x", long.MinValue, long.MaxValue));

    [Theory]
    [InlineData(".nan")]
    [InlineData("NaN")]
    [InlineData("-.inf")]
    [InlineData("1,5")]
    [InlineData("1e-3")]
    [InlineData("0.12345678901234567890123456789")]
    public void What_is_not_an_exact_decimal_is_refused(string text) => AssertFault(text, map => map.RequiredDecimal("x"));

    [Theory]
    [InlineData("1e-6", 1_000_000_000)]
    [InlineData("0.000001", 1_000_000_000)]
    [InlineData("12.5e-8", 125_000_000)]
    [InlineData("0", 0)]
    [InlineData("1e-15", 1)]
    [InlineData("100e-17", 1)]
    [InlineData("1", 1_000_000_000_000_000)]
    public void A_part_of_one_is_read_exactly_in_units_of_1e_minus_15(string text, long femtos) =>
        Assert.Equal(femtos, Read($"x: {text}").OptionalFemtos("x", 1_000_000_000_000_000));

    [Theory]
    [InlineData("1e-16")]
    [InlineData("15e-16")]
    [InlineData("1E-6")]
    [InlineData("1e-006")]
    [InlineData("1e+6")]
    [InlineData("-1e-6")]
    [InlineData("1.e-6")]
    [InlineData("1,5e-6")]
    [InlineData("1.1")]
    [InlineData("999999999999999")]
    [InlineData("1e-99")]
    public void What_is_no_exact_part_of_one_is_refused(string text) =>
        AssertFault(text, map => map.OptionalFemtos("x", 1_000_000_000_000_000));

    [Theory]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("1")]
    [InlineData("\"true\"")]
    public void Only_true_and_false_are_truth_values(string text) => AssertFault(text, map => map.RequiredBoolean("x"));

    [Theory]
    [InlineData("10")]
    [InlineData("1.5h")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("1w")]
    [InlineData("2d")]
    public void A_duration_has_a_unit_and_lies_in_its_range(string text) =>
        AssertFault(text, map => map.RequiredDuration("x", TimeSpan.Zero, TimeSpan.FromDays(1)));

    [Theory]
    [InlineData("2026-12-31T00:00:00")]
    [InlineData("2026-13-01")]
    [InlineData("31.12.2026")]
    [InlineData("now")]
    public void A_point_in_time_is_a_real_one_and_has_an_offset(string text) =>
        AssertFault(text, map => map.RequiredInstant("x"));

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    public void A_key_without_a_value_is_a_fault_even_where_the_key_is_optional(string text)
    {
        AssertFault(text, map => map.RequiredString("x"));
        AssertFault(text, map => map.OptionalString("x"));
        AssertFault(text, map => map.OptionalInteger("x", 0, 1, fallback: 1));
    }

    [Fact]
    public void A_misspelt_choice_is_answered_with_the_word_that_was_meant()
    {
        var fault = AssertFault("parqet", map => map.RequiredChoice("x", "csv", "parquet"));
        Assert.Equal("did you mean 'parquet'?", fault.Fix);
        fault = AssertFault("oracle", map => map.RequiredChoice("x", "parquet", "csv"));
        Assert.Equal("write one of: csv, parquet", fault.Fix);
        fault = AssertFault("lowerbound", map => map.RequiredEnum<Treatment>("x"));
        Assert.Equal("did you mean 'lower-bound'?", fault.Fix);
    }

    [Fact]
    public void Optional_values_fall_back_only_when_their_key_is_not_written()
    {
        var map = Read("a: 1\n");
        Assert.Equal(7, map.OptionalInteger("x", 0, 9, fallback: 7));
        Assert.Null(map.OptionalString("y"));
        Assert.Null(map.OptionalMap("z"));
        Assert.Empty(map.RequiredStrings("list", minItems: 0));
        Assert.Equal(1, map.OptionalInteger("a", 0, 9, fallback: 7));
        map.Finish();
    }

    [Fact]
    public void Unknown_keys_are_found_at_every_level_with_their_whole_path()
    {
        var map = Read("store:\n  kind: csv\n  pth: a.csv\ncolumns:\n  age:\n    step: 1\n    stepp: 2\nitems:\n  - id: a\n    extra: 1\n");
        map.RequiredMap("store").RequiredString("kind");
        map.RequiredEntries("columns", minEntries: 1, (_, column) => column.RequiredInteger("step", 1, 9));
        map.RequiredList("items", minItems: 1, item => item.RequiredString("id"));

        var faults = Assert.Throws<ConfigurationException>(map.Finish).Faults;
        Assert.Equal([3, 7, 10], faults.Select(fault => fault.Line));
        Assert.StartsWith("'store.pth' ", faults[0].What, StringComparison.Ordinal);
        Assert.StartsWith("'columns.age.stepp' ", faults[1].What, StringComparison.Ordinal);
        Assert.StartsWith("'items[1].extra' ", faults[2].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_map_is_one_fault_and_its_missing_keys_are_none()
    {
        var map = Read("a: 1\n");
        map.RequiredInteger("a", 0, 1);
        var store = map.RequiredMap("store");
        Assert.Equal("", store.RequiredString("kind"));
        Assert.Empty(store.RequiredStrings("columns", minItems: 1));
        store.Reject("kind", "never seen", "nothing");
        Assert.Equal("'store' is missing", Assert.Single(Assert.Throws<ConfigurationException>(map.Finish).Faults).What);
    }

    [Fact]
    public void A_rule_of_the_caller_names_the_line_of_its_key()
    {
        var map = Read("lower: 5\nupper: 1\n");
        map.RequiredInteger("lower", 0, 9);
        map.RequiredInteger("upper", 0, 9);
        map.Reject("upper", "'upper' is below 'lower'", "swap them");
        Assert.Equal(
            "policy.yaml:2: 'upper' is below 'lower'. Fix: swap them.",
            Assert.Throws<ConfigurationException>(map.Finish).Message);
    }

    [Theory]
    [InlineData("[a, a]")]
    [InlineData("[]")]
    [InlineData("a")]
    [InlineData("[[a]]")]
    [InlineData("[~]")]
    public void A_list_is_a_list_of_different_values_that_are_there(string text) =>
        AssertFault(text, map => map.RequiredStrings("x", minItems: 1));

    [Fact]
    public void Text_must_have_the_whole_form_that_is_asked_for()
    {
        AssertFault("people!", map => map.RequiredString("x", pattern: "[a-z]+"));
        AssertFault("\"people\\n\"", map => map.RequiredString("x", pattern: "[a-z]+"));
        AssertFault("people", map => map.RequiredString("x", charactersMax: 5));
        AssertFault("\"\"", map => map.RequiredString("x"));
    }

    private static ConfigurationFault AssertFault(string value, Action<YamlMap> read)
    {
        var map = Read($"# a comment\nx: {value}\n");
        read(map);
        var fault = Assert.Single(Assert.Throws<ConfigurationException>(map.Finish).Faults);
        Assert.Equal(2, fault.Line);
        return fault;
    }

    private static YamlMap Read(string text) => YamlDocumentReader.Read(text, "policy.yaml");
}
