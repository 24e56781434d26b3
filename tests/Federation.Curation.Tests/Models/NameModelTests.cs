using CsCheck;
using Federation.Curation.Evaluation;
using Federation.Curation.Models;
using Federation.Curation.Redaction;

namespace Federation.Curation.Tests.Models;

/// <summary>Models of names: the same texts give the same model, and a file that is not whole is refused.</summary>
public class NameModelTests
{
    private const int TextsCount = 400;
    private static readonly Lazy<NameModel> Trained = new(() => Train(GeneratedTexts.Make(1, TextsCount)));

    [Fact]
    public void The_same_texts_give_the_same_model_bit_by_bit() =>
        Assert.Equal(Trained.Value.File.ToArray(), Train(GeneratedTexts.Make(1, TextsCount)).File.ToArray());

    [Fact]
    public void A_model_read_from_its_file_is_the_same_model()
    {
        var read = NameModel.Read(Trained.Value.File.Span, Trained.Value.Sha256);

        Assert.Equal(Trained.Value.Sha256, read.Sha256);
        Assert.Equal(Trained.Value.File.ToArray(), read.File.ToArray());
    }

    [Fact]
    public void A_file_with_one_byte_changed_is_refused() => Gen.Select(
        Gen.Int[0, Trained.Value.File.Length - 1], Gen.Byte[1, 255]).Sample((place, change) =>
    {
        var file = Trained.Value.File.ToArray();
        file[place] ^= change;
        var fault = Record.Exception(() => NameModel.Read(file));
        return fault is ModelFormatException { Fault: not ModelFault.NotTheRecipes };
    }, iter: 300);

    [Fact]
    public void A_file_that_is_cut_off_or_goes_on_is_refused() => Gen.Int[-2_000, 2_000].Sample(change =>
    {
        var file = Trained.Value.File.ToArray();
        Array.Resize(ref file, Math.Max(0, file.Length + change));
        return change == 0 || Record.Exception(() => NameModel.Read(file)) is ModelFormatException;
    }, iter: 300);

    [Fact]
    public void A_model_of_another_hash_than_the_recipes_is_refused()
    {
        var fault = Assert.Throws<ModelFormatException>(
            () => NameModel.Read(Trained.Value.File.Span, new string('0', 64)));

        Assert.Equal(ModelFault.NotTheRecipes, fault.Fault);
    }

    [Fact]
    public void A_model_finds_names_of_a_kind_that_it_was_shown_and_that_no_rule_knows()
    {
        var shown = Enumerable.Range(0, 200).Select(i => Coded(
            $"ticket {i}: closed by ", $"zq{(char)('a' + (i % 26))}xv"));
        var model = Train(shown);
        var redactor = Redactor.Of(RedactionRecipe.Labels(["person"]) with { Model = model });

        Assert.Equal("ticket 7: closed by zqmxv", Redactor.Of("person").Redact("ticket 7: closed by zqmxv").Text);
        Assert.Equal("ticket 7: closed by [PERSON]", redactor.Redact("ticket 7: closed by zqmxv").Text);
    }

    [Fact]
    public void A_model_adds_cuts_and_takes_none_away() => Gen.Int[0, 1_000].Sample(seed =>
    {
        var text = GeneratedTexts.Make(seed, 1).Single().Text;
        var with = Redactor.Of(RedactionRecipe.Labels(["person", "address"]) with { Model = Trained.Value });
        var cut = with.Find(text);
        return Redactor.Of("person", "address").Find(text).All(finding => cut.Any(wider =>
            wider.Start16 <= finding.Start16
            && wider.Start16 + wider.Length16 >= finding.Start16 + finding.Length16));
    }, iter: 200);

    [Fact]
    public void A_name_far_into_a_long_text_is_found_where_it_stands()
    {
        var shown = Enumerable.Range(0, 200).Select(i => Coded(
            $"ticket {i}: closed by ", $"zq{(char)('a' + (i % 26))}xv"));
        var redactor = Redactor.Of(RedactionRecipe.Labels(["person"]) with { Model = Train(shown) });
        var text = new string(' ', 1_500_000) + "ticket 7: closed by zqmxv";

        var found = Assert.Single(redactor.Find(text));

        Assert.Equal("zqmxv", text.Substring(found.Start16, found.Length16));
    }

    [Fact]
    public void Generated_texts_hold_what_their_labels_say()
    {
        var texts = GeneratedTexts.Make(3, 500).ToList();

        Assert.Equal(
            texts.Select(text => text.Text), GeneratedTexts.Make(3, 500).Select(text => text.Text));
        Assert.NotEqual(texts[0].Text, GeneratedTexts.Make(4, 1).Single().Text);
        Assert.All(texts, text => Assert.All(text.Spans, span => Assert.InRange(
            span.End16, span.Start16 + 2, text.Text.Length)));
        Assert.InRange(texts.Count(text => text.Spans.Count == 0), 20, 400);
    }

    private static TrainingText Coded(string before, string name) =>
        new(before + name, [new LabelledSpan("PERSON", before.Length, before.Length + name.Length)]);

    private static NameModel Train(IEnumerable<TrainingText> texts)
    {
        var (all, trainer) = (texts.ToList(), new ModelTrainer());
        foreach (var text in Enumerable.Range(0, 3).SelectMany(round => TrainingOrder.Of(all, round)))
        {
            trainer.Learn(text.Text, text.Spans);
        }

        return trainer.ToModel();
    }
}
