using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Explanations;
using Federation.Adapter.Policies;
using Federation.Curation.Detection;
using Federation.Curation.Redaction;
using Federation.Hosting.Configuration;
using Federation.Tests.Cli;

namespace Federation.Tests.Adapter.Policies;

/// <summary>P10: a filter that a policy names and the adapter does not have, or that guards nothing, stops the start.
/// </summary>
public sealed class P10SampleRulesTests
{
    private const string Evaluation =
        "{\"text\": \"What is the name of the very long river that flows through this old town in the north?\"}\n";

    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Evaluation)));

    /// <summary>The policy with every rule of a text column, over a store that has known values.</summary>
    private static readonly string Text = FullPolicy.Text.Replace("      redactors: [email, phone]\n", $$"""
              redactors: [email, phone, resident-id]
              transforms:
                email: pseudonym
                phone: erase
                resident-id: drop
                custom: mask
                person: label
              patterns: ['KT-[0-9]{4}']
              extract: html
              frame: cut
              mojibake: drop
              languages: [zh-Hans, en]
              quality:
                zh: [fineweb2_cmn]
                en: [gopher_quality, c4]
              duplicates: drop
              nearDuplicates: 0.8
              repeatedParagraphs: cut
              evaluation:
                - file: river.jsonl
                  sha256: {{Digest}}

        """, StringComparison.Ordinal).Replace("samples:\n", """
        recordsFromOutsiders: false
        samples:
          referenceYear: 2024
          trainerEvaluationItems: 500
          knownValues:
            columns:
              - name: full_name
                as: person
            holderWide: acknowledged
          crowd:
            unitsMin: 20
            epsilon: 0.5
            delta: 1e-9
            words: 3
            characters: 6
            spansPerUnit: 50
            rare: mask

        """, StringComparison.Ordinal);

    [Fact]
    public void A_policy_with_every_rule_is_read_as_written()
    {
        var samples = Load(Text).Samples!;
        var column = Assert.Single(samples.Columns);

        Assert.Equal(Transform.Pseudonym, column.Redaction.Transforms[PiiType.Email]);
        Assert.Equal(Transform.Erase, column.Redaction.Transforms[PiiType.Landline]);
        Assert.Equal(Transform.DropRecord, column.Redaction.Transforms[PiiType.ResidentId]);
        Assert.Equal(Transform.Mask, column.Redaction.Transforms[PiiType.Custom]);
        Assert.Single(column.Redaction.Patterns);
        Assert.Equal(2024, column.Redaction.ReferenceYear);
        Assert.Equal(500, samples.EvaluationItemsMax);
        Assert.True(column.Text is { IsHtml: true, CutsFrame: true, DropsMojibake: true, DropsDuplicates: true });
        Assert.True(column.Text.CutsParagraphs);
        Assert.Equal((800_000, 1), (column.Text.NearDuplicateMicros, column.Text.Evaluation!.Count));
        Assert.Equal(["zh-Hans", "en"], column.Text.Languages);
        Assert.Equal(["gopher_quality", "c4"], column.Text.Quality["en"]);
        Assert.Equal([new KnownColumn("full_name", "person")], samples.KnownValues!.Columns);
        Assert.True(samples.KnownValues.IsHolderWide);
        Assert.Equal(new CrowdRules(20, 500_000, 1_000_000, 3, 6, 50, HoldsBack: false), samples.Crowd);
        Assert.Equal(FullPolicy.LineOf(Text, "crowd:"), samples.CrowdLine);
    }

    [Theory]
    [InlineData("[gopher_quality, c4]", "[gopher_qualty, c4]", "gopher_qualty", "'gopher_qualty', which is not known", "did you mean 'gopher_quality'?")]
    [InlineData("        en: [gopher_quality, c4]", "        eng: [gopher_quality, c4]", "eng:", "'samples.columns[1].quality.eng' is not a known key", "did you mean 'en'?")]
    [InlineData("en: [gopher_quality, c4]", "en: []", "en: []", "has 0 items", "an empty list allows nothing")]
    [InlineData("languages: [zh-Hans, en]", "languages: []", "languages: []", "has 0 items", "an empty list allows nothing")]
    [InlineData("languages: [zh-Hans, en]", "languages: [zh-hans]", "zh-hans", "which is not known", "did you mean 'zh-Hans'?")]
    [InlineData("languages: [zh-Hans, en]", "language: [en]", "language:", "is not a known key", "did you mean 'languages'?")]
    [InlineData("email: pseudonym", "email: pseudonim", "pseudonim", "which is not known", "did you mean 'pseudonym'?")]
    [InlineData("email: pseudonym", "emial: pseudonym", "emial:", "is not a known key", "did you mean 'email'?")]
    [InlineData("email: pseudonym", "ip: pseudonym", "ip: pseudonym", "'ip' has a transform but is not cut", "add it to redactors")]
    [InlineData("      patterns: ['KT-[0-9]{4}']\n", "", "custom: mask", "'custom' has a transform but is not cut", "add patterns")]
    [InlineData("['KT-[0-9]{4}']", "['(a)\\1']", "patterns:", "the pattern cannot be used", "without look-around")]
    [InlineData("['KT-[0-9]{4}']", "['(']", "patterns:", "the pattern cannot be used", "write a regular expression")]
    [InlineData("extract: html", "extract: pdf", "extract: pdf", "which is not known", "html")]
    [InlineData("mojibake: drop", "mojibake: keep", "mojibake: keep", "which is not known", "drop")]
    [InlineData("mojibake: drop", "mojibake:", "mojibake:", "has no value", "write one")]
    [InlineData("referenceYear: 2024", "referenceYear: 2124", "referenceYear: 2124", "out of range", "1900")]
    [InlineData("referenceYear: 2024", "referenceyear: 2024", "referenceyear:", "is not a known key", "did you mean 'referenceYear'?")]
    [InlineData("trainerEvaluationItems: 500", "trainerEvaluationItems: 100001", "trainerEvaluationItems: 1", "out of range", "from 0 to 100000")]
    [InlineData("trainerEvaluationItems: 500", "trainerEvaluationItem: 500", "trainerEvaluationItem:", "is not a known key", "did you mean 'trainerEvaluationItems'?")]
    [InlineData("nearDuplicates: 0.8", "nearDuplicates: 1.5", "nearDuplicates: 1.5", "out of range", "from 0.2 to 1")]
    [InlineData("nearDuplicates: 0.8", "nearDuplicates: 0.12345678", "nearDuplicates: 0.1", "out of range", "from 0.2")]
    [InlineData("repeatedParagraphs: cut", "repeatedParagraphs: drop", "repeatedParagraphs: drop", "which is not known", "cut")]
    [InlineData("repeatedParagraphs: cut", "repeatedParagraph: cut", "repeatedParagraph: cut", "is not a known key", "did you mean 'repeatedParagraphs'?")]
    [InlineData("file: river.jsonl", "file: lake.jsonl", "file: lake.jsonl", "cannot be read", "name a file of evaluation items")]
    [InlineData("          sha256: ", "          sha256: 0000000000000000000000000000000000000000000000000000000000000000 #", "sha256:", "has another digest", "write 'sha256: ")]
    [InlineData("    holderWide: acknowledged", "    holderWide: yes", "holderWide:", "which is not known", "acknowledged")]
    [InlineData("recordsFromOutsiders: false\n", "", "holderWide:", "needs 'recordsFromOutsiders' to be stated", "recordsFromOutsiders: false")]
    [InlineData("recordsFromOutsiders: false", "recordsFromOutsiders: true", "holderWide:", "they could post names and see which are cut", "remove it")]
    [InlineData("    delta: 1e-9\n", "", "unitsMin: 20", "'delta' is missing", "far below 1 over the number of units")]
    [InlineData("    delta: 1e-9", "    delta: 6e-7", "delta: 6e-7", "'delta' is above 'selectionDelta'", "write a larger selectionDelta")]
    [InlineData("    delta: 1e-9", "    delta: 1e-15", "epsilon: 0.5", "too small to compare so many spans with", "lower spansPerUnit")]
    [InlineData("unitsMin: 20", "unitsMin: 1", "unitsMin: 1", "out of range", "from 2")]
    [InlineData("spansPerUnit: 50", "spansPerUnit: 5000", "spansPerUnit: 5000", "out of range", "from 1 to 1000")]
    [InlineData("rare: mask", "rare: keep", "rare: keep", "which is not known", "hold-back, mask")]
    [InlineData("as: person", "as: nickname", "as: nickname", "which is not known", "person")]
    [InlineData("name: full_name", "name: note", "- name: note", "'note' is let out and also one of the known values", "remove it here")]
    [InlineData("name: full_name\n        as: person", "name: a\n        as: person\n      - name: a\n        as: person", "columns:", "a known column is listed twice", "keep one")]
    public void A_rule_that_does_not_hold_stops_the_start_with_line_and_fix(
        string part, string broken, string onLine, string what, string fix)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        var place = Text.IndexOf(part, StringComparison.Ordinal);
        var text = Text.Remove(place, part.Length).Insert(place, broken);

        var faults = Assert.Throws<ConfigurationException>(() => Load(text)).Faults;

        var fault = faults.FirstOrDefault(fault => fault.What.Contains(what, StringComparison.Ordinal));
        Assert.True(fault is not null, string.Join('\n', faults));
        Assert.Contains(fix, fault.Fix, StringComparison.Ordinal);
        Assert.Contains(onLine, text.Split('\n')[fault.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_for_text_on_a_column_that_is_none_and_known_values_that_nothing_removes_are_faults()
    {
        var number = FullPolicy.Text.Replace(
            "    - name: note\n", "    - name: income\n      mojibake: drop\n    - name: note\n", StringComparison.Ordinal);
        var bare = Text.Replace("redactors: [email, phone, resident-id]", "redactors: [none-public]", StringComparison.Ordinal);

        Assert.Contains(
            Assert.Throws<ConfigurationException>(() => Load(number)).Faults,
            fault => fault.What == "'mojibake' is for text, and this column is none");
        Assert.Contains(
            Assert.Throws<ConfigurationException>(() => Load(bare)).Faults,
            fault => fault.What.Contains("patterns stand beside 'none-public'", StringComparison.Ordinal));
        Assert.Contains(
            Assert.Throws<ConfigurationException>(
                () => Load(bare.Replace("      patterns: ['KT-[0-9]{4}']\n", "", StringComparison.Ordinal))).Faults,
            fault => fault.What.Contains("nothing is removed from any", StringComparison.Ordinal));
    }

    [Fact]
    public void The_check_says_in_plain_words_what_is_cut_and_what_holds_a_record_back()
    {
        var words = string.Join('\n', PolicyWords.Of(Load(Text), new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));

        string[] expected =
        [
            "'note': email, phone and resident-id are cut from it, everything else in it leaves",
            "it is read as HTML: only what the page says to its reader is used",
            "menus and notices around it are cut off",
            "a text that was read in the wrong encoding holds its record back",
            "a text that is not zh-Hans or en holds its record back",
            "a text in zh that fails fineweb2_cmn holds its record back",
            "a text that says the same as that of an earlier record or shares 0.8 of its passages with it holds its record back",
            "a text that shares a passage with one of 1 evaluation item holds its record back",
            "what matches 1 pattern of the holder's own is cut from it",
            "CN_RESIDENT_ID: where one is found, the whole record is held back",
            "EMAIL: a keyed pseudonym, another in each release and for each trainer",
            "every value of 'full_name', of whomever, is cut from it, however it is spelled",
            "3 words or 6 Chinese characters in a row that fewer than 20 different 'pid' use are masked as [RARE]",
            "that costs the lineage ε 0.5 at δ 1e-9 once an epoch, when the adapter starts",
            "which records leave does not depend on who asks, nor on the columns asked for",
            "WARNING 'note': a pseudonym is still personal data",
        ];
        Assert.All(expected, line => Assert.Contains(line, words, StringComparison.Ordinal));
    }

    private static DatasetPolicy Load(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["river.jsonl"], Evaluation);
        return Assert.Single(PolicyBook.Load(FullPolicy.Write(folder.Path, text)).Datasets);
    }
}
