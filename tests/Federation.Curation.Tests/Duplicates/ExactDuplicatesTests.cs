using CsCheck;
using Federation.Curation.Duplicates;

namespace Federation.Curation.Tests.Duplicates;

public sealed class ExactDuplicatesTests
{
    private const string Long = "A paragraph that is long enough to be weighed by its words.";

    [Fact]
    public void The_document_of_the_first_id_is_kept()
    {
        var index = new ExactDuplicates();
        index.Add("b", "Same  text\n");
        index.Add("a", "Same text");
        index.Add("c", "Other text");

        Assert.Equal(
            (true, false, true),
            (index.IsKept("a", "Same text"), index.IsKept("b", "Same  text\n"), index.IsKept("c", "Other text")));
    }

    [Fact]
    public void A_paragraph_stays_in_its_first_place_and_short_ones_stay_everywhere()
    {
        var index = new ExactDuplicates();
        var (first, second) = ($"Title\n{Long}\n{Long}\nEnd", $"Title\n{Long}\nNew");
        index.Add("b", second);
        index.Add("a", first);

        Assert.Equal($"Title\n{Long}\nEnd", index.WithoutRepeated("a", first));
        Assert.Equal("Title\nNew", index.WithoutRepeated("b", second));
    }

    [Fact]
    public void What_is_kept_does_not_depend_on_the_order_of_documents() =>
        Gen.Int[0, 5].Array[0, 6].Array[1, 12].Sample(documents =>
        {
            var texts = documents.Select((lines, place) => (
                Id: $"d{place}", Text: string.Join('\n', lines.Select(line => $"line {line}")))).ToArray();

            Assert.Equal(Kept(texts, texts), Kept([.. texts.Reverse()], texts));
        }, iter: 500, threads: 1);

    private static List<string> Kept((string Id, string Text)[] order, (string Id, string Text)[] texts)
    {
        var index = new ExactDuplicates(paragraphCharactersMin: 1);
        foreach (var (id, text) in order)
        {
            index.Add(id, text);
        }

        return [.. texts.Where(document => index.IsKept(document.Id, document.Text))
            .Select(document => $"{document.Id}: {index.WithoutRepeated(document.Id, document.Text)}")];
    }
}
