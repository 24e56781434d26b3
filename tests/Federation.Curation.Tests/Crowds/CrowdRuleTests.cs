using CsCheck;
using Federation.Curation.Crowds;

namespace Federation.Curation.Tests.Crowds;

/// <summary>What a crowd does not say is found, word for word, and nothing else is.</summary>
public sealed class CrowdRuleTests
{
    private const string Common = "please call the office before noon on friday";

    [Theory]
    [InlineData(3, "Please call the OFFICE before noon, on Friday!", "Please call the OFFICE before noon, on Friday!")]
    [InlineData(3, "please call the office before dawn on friday", "please call the [RARE]")]
    [InlineData(1, "please call the office before dawn on friday", "please call the office before [RARE] on friday")]
    [InlineData(3, "(office, noon; friday?)", "([RARE]?)")]
    [InlineData(3, "please call", "[RARE]")] // A shorter stretch is a span of its own.
    public void Spans_that_are_not_common_are_masked(int words, string text, string expected) =>
        Assert.Equal(expected, Redact(text, RuleOf(words, Common)).Text);

    [Fact]
    public void Chinese_is_compared_by_characters_and_a_change_of_script_parts_spans()
    {
        var rule = RuleOf(3, "请在周五中午之前联系办公室", "请联系 office 同事");

        Assert.Equal("请在周五中午之前联系办公室", Redact("请在周五中午之前联系办公室", rule).Text);
        Assert.Equal("请联系 office 同事", Redact("请联系 office 同事", rule).Text);
        Assert.Equal("请联系 [RARE] 同事", Redact("请联系 swordfish 同事", rule).Text);
    }

    [Fact]
    public void No_span_goes_over_a_cut_and_no_cut_is_masked()
    {
        var redactor = Redactor.Of("email");
        var rule = RuleOf(3, redactor, "mail a@example.org before noon");

        Assert.Equal("mail [EMAIL] before noon", redactor.Redact("mail zz@example.org before noon", [], rule).Text);
        Assert.Equal("[RARE] [EMAIL] [RARE]", redactor.Redact("ask zz@example.org for it", [], rule).Text);
    }

    [Fact]
    public void A_rule_that_holds_back_leaves_no_text()
    {
        var reader = new SpanReader(3, 3, 7);
        var result = Redactor.Of().Redact("something", [], new CrowdRule(reader, new HashSet<ulong>(), holdsBack: true));

        Assert.True(result.IsRare);
        Assert.Equal("", result.Text);
    }

    [Fact]
    public void Another_seed_makes_other_numbers() =>
        Assert.NotEqual(
            new SpanReader(3, 3, 7).Read(Common, []).Select(span => span.Hash),
            new SpanReader(3, 3, 8).Read(Common, []).Select(span => span.Hash));

    /// <summary>Words of one letter, counted as strings.</summary>
    [Fact]
    public void Every_word_of_a_rare_span_is_masked_and_no_other() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 12], Gen.Int[0, 3].Array[0, 25], Gen.Int[1, 4]).Sample((said, asked, words) =>
        {
            var common = WindowsOf(said, words).ToHashSet(StringComparer.Ordinal);
            var rare = new bool[asked.Length];
            var length = Math.Min(words, asked.Length);
            foreach (var (start, window) in WindowsOf(asked, words).Index())
            {
                if (!common.Contains(window))
                {
                    rare.AsSpan(start, length).Fill(true);
                }
            }

            var text = TextOf(asked);
            var found = new bool[asked.Length];
            foreach (var (start, end) in RuleOf(words, TextOf(said)).FindRare(text, []))
            {
                for (var word = 0; word < asked.Length; word++)
                {
                    found[word] |= start <= 2 * word && (2 * word) + 1 <= end;
                }
            }

            return rare.SequenceEqual(found);
        }, iter: 2_000);

    private static string TextOf(int[] words) => string.Join(' ', words.Select(word => (char)('a' + word)));

    private static IEnumerable<string> WindowsOf(int[] tokens, int words)
    {
        var length = Math.Min(words, tokens.Length);
        return length == 0 ? [] : Enumerable.Range(0, tokens.Length - length + 1)
            .Select(start => string.Join(' ', tokens[start..(start + length)]));
    }

    private static RedactionResult Redact(string text, CrowdRule rule) => Redactor.Of().Redact(text, [], rule);

    private static CrowdRule RuleOf(int words, params string[] said) => RuleOf(words, Redactor.Of(), said);

    private static CrowdRule RuleOf(int words, Redactor redactor, params string[] said)
    {
        var reader = new SpanReader(words, words, 7);
        var common = said.SelectMany(text => reader.Read(text, redactor.Find(text)).Select(span => span.Hash)).ToHashSet();
        return new CrowdRule(reader, common, holdsBack: false);
    }
}
