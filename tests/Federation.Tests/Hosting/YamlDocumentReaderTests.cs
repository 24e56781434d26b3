using CsCheck;
using Federation.Hosting.Configuration;

namespace Federation.Tests.Hosting;

public sealed class YamlDocumentReaderTests
{
    [Fact]
    public void All_faults_of_a_file_are_reported_at_once_in_the_order_of_their_lines()
    {
        var map = Read("dataset: people\nepsilonMicro: 5\nrows: many\nunits: 0\ncolumns: []\n");
        map.RequiredString("dataset");
        map.RequiredInteger("epsilonMicros", 1, 10);
        map.RequiredInteger("rows", 1, 10);
        map.RequiredInteger("units", 1, 10);
        map.RequiredStrings("columns", minItems: 1);

        Assert.Equal(
            [
                "policy.yaml:1: 'epsilonMicros' is missing. Fix: add 'epsilonMicros:' with its value.",
                "policy.yaml:2: 'epsilonMicro' is not a known key. Fix: did you mean 'epsilonMicros'?",
                "policy.yaml:3: 'rows' must be a whole number, but is 'many'. Fix: write digits only, from 1 to 10.",
                "policy.yaml:4: 'units' is 0, which is out of range. Fix: write a value from 1 to 10.",
                "policy.yaml:5: 'columns' has 0 items, but needs at least 1. Fix: list them; an empty list allows nothing.",
            ],
            Assert.Throws<ConfigurationException>(map.Finish).Faults.Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x\n", "anchors and aliases")]
    [InlineData("a: 1\nb: !!int 2\n", "tags are not allowed")]
    [InlineData("a: !danger {}\n", "tags are not allowed")]
    [InlineData("a: 1\n---\nb: 2\n", "a second document")]
    [InlineData("%YAML 1.2\n---\na: 1\n", "directives are not allowed")]
    [InlineData("a:\n\tb: 1\n", "there is a tab")]
    [InlineData("a: 1\u0007\n", "control character")]
    [InlineData("a: 1\nb: 2\na: 3\n", "'a' is written twice, first on line 1")]
    [InlineData("? [a]\n: 1\n", "a key is not a plain word")]
    [InlineData("- a\n- b\n", "does not hold keys and values")]
    [InlineData("just words\n", "does not hold keys and values")]
    [InlineData("", "the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("a: [1, 2\n", "this is not YAML")]
    [InlineData("a: 'open\n", "this is not YAML")]
    [InlineData("a: b: c\n", "this is not YAML")]
    [InlineData("a: 1\n  b: 2\n", "this is not YAML")]
    public void What_could_say_something_else_than_it_seems_to_is_refused(string text, string what) => Assert.Contains(
        Assert.Throws<ConfigurationException>(() => Read(text)).Faults,
        fault => fault.What.Contains(what, StringComparison.Ordinal) && fault.Line >= 1 && fault.Fix.Length > 0);

    [Fact]
    public void A_duplicate_key_deep_inside_is_refused_with_its_own_line()
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read("a:\n  - b: 1\n    c: 2\n    b: 3\n"));
        Assert.Equal(4, Assert.Single(exception.Faults).Line);
    }

    [Fact]
    public void A_file_over_one_mebibyte_or_too_deep_is_refused()
    {
        Assert.Contains("larger", OnlyFault($"a: '{new string('x', YamlDocumentReader.LengthBytesMax)}'"), StringComparison.Ordinal);
        Assert.Contains("nested", OnlyFault($"a: {new string('[', 200_000)}"), StringComparison.Ordinal);
        Assert.NotNull(Read($"a: {new string('[', 31)}{new string(']', 31)}"));

        static string OnlyFault(string text) => Assert.Single(Assert.Throws<ConfigurationException>(() => Read(text)).Faults).What;
    }

    [Fact]
    public void A_missing_or_wrongly_encoded_file_is_a_fault_and_no_crash()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.Contains("cannot be read", ReadFault(), StringComparison.Ordinal);
        File.WriteAllBytes(path, [(byte)'a', (byte)':', (byte)' ', 0xD6, 0xD0]);
        Assert.Contains("not UTF-8", ReadFault(), StringComparison.Ordinal);
        File.WriteAllText(path, "store: data/people.csv\n");
        Assert.Equal(
            Path.Combine(Path.GetTempPath(), "data", "people.csv"), YamlDocumentReader.ReadFile(path).RequiredPath("store"));
        File.Delete(path);

        string ReadFault() =>
            Assert.Single(Assert.Throws<ConfigurationException>(() => YamlDocumentReader.ReadFile(path)).Faults).What;
    }

    [Fact]
    public void Whatever_the_text_is_reading_ends_with_a_map_or_a_typed_exception() =>
        Gen.String[Gen.Char["ab:-#&*!|>'\"%@`{}[],? \n\t~01\u4e2d"], 0, 60].Sample(
            text =>
            {
                try
                {
                    Read(text);
                }
                catch (ConfigurationException exception)
                {
                    Assert.All(exception.Faults, fault => Assert.InRange(fault.Line, 1, 64));
                }
            },
            iter: 20_000);

    private static YamlMap Read(string text) => YamlDocumentReader.Read(text, "policy.yaml");
}
