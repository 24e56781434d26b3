namespace Federation.Curation.Tests;

/// <summary>Texts made to be slow are not: work grows with the length and no faster.</summary>
public class HostileInputTests
{
    private const int Length = 300_000;

    /// <summary>
    /// Promised are 50 ms a MB of one core to itself, measured by the benchmark. Processor time of this thread does not
    /// grow with what else runs, but without optimisation it is many times that. Quadratic work takes minutes here.
    /// </summary>
    private static readonly TimeSpan AllowedPerMegabyte = TimeSpan.FromMilliseconds(900);

    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);

    public static TheoryData<string, string> Units => new()
    {
        { "digits", "1" }, { "spaced digits", "1 " }, { "dashed digits", "1-" }, { "dotted digits", "1." },
        { "spaced dashed digits", "1 - " }, { "at signs", "@" }, { "addresses", "a@" }, { "dots", "a." },
        { "colons", ":" }, { "hexadecimal", "a:" }, { "pairs", "aa-" }, { "words", "abcdefghij" },
        { "Base64", "QUJD" }, { "schemes", "http://" }, { "parameters", "http://a?b=c&token=" }, { "entities",
            "&amp;" },
        { "escapes", "%25" }, { "backslashes", "\\" }, { "u escapes", "\\u005c" }, { "brackets", "[" },
        { "passwords", "password:" }, { "WeChat", "微信" }, { "numerals", "一" }, { "zero-width", "1\u200B" },
        { "PEM", "-----BEGIN " }, { "JWT", "eyJ." }, { "keys", "sk-" }, { "birth", "1990-1-1出生" },
        { "plates", "京A1" }, { "surnames", "王" }, { "addresses of streets", "路1号" }, { "capitals", "Aa Bb " },
        { "letters and digits", "a1" }, { "digits and letters", "1a" }, { "hexadecimal heads", "0x" },
        { "dates", "2020-01-01 " }, { "long years", "1234 " }, { "pairs of digits", "13 " },
        { "passports", "E12345678 " },
        { "IBANs", "GB82 " }, { "island numbers", "A123456(7) " }, { "streets", "1 Main St, " }, { "names", "王伟" },
        { "compound surnames", "欧阳" }, { "boxes", "PO Box " }, { "addresses of machines", "1.1.1.1 " },
        { "foreign names", "约翰·" }, { "provinces", "省市" }, { "mixed words", "a1b2" }, { "QQ numbers", "qq1" },
        { "old numbers", "11010519491231002X" }, { "single letters", "1 a " }, { "bracketed digits", "(1" },
        { "slashed digits", "1/" }, { "long decimals", "1.25 " }, { "joined names", "JohnSmith" },
        { "hyphened foreign names", "约翰-" }, { "titles that stay open", "《王伟" },
        { "names among foreign names", "王伟说约翰" }, { "letters and digits of names", "x1" }, { "titles", "Mr. A " },
        { "numbers of pages", "/01/06080000.x " }, { "codes", "12345 " },
    };

    [Theory]
    [MemberData(nameof(Units))]
    public void A_text_of_one_thing_over_and_over_takes_time_in_proportion(string name, string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
        All.Redact(text[..(text.Length / 100)]);

        var took = ThreadClock.Measure(() => All.Redact(text));

        var megabytes = Math.Max(1, System.Text.Encoding.UTF8.GetByteCount(text) / 1_000_000);
        Assert.True(took < AllowedPerMegabyte * megabytes,
            $"{name}: {took.TotalMilliseconds:F0} ms for {megabytes} MB");
    }
}
