using Federation.Curation.Decontamination;
using Federation.Curation.Detection;
using Federation.Curation.Duplicates;
using Federation.Curation.Explanations;
using Federation.Curation.Quality;
using Federation.Curation.Redaction;

namespace Federation.Curation.Tests.Explanations;

/// <summary>What each stage did with a document is written down: its places and reasons, never its words.</summary>
public class DocumentExplainerTests
{
    private const string Mail = "写信到 wang.lei@mail.example，电话 13800138000。";
    private const string Story = "the quick brown fox jumps over the lazy dog and runs back into the dark green wood";

    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);

    [Fact]
    public void Every_document_has_one_record_a_stage_in_the_order_of_the_pipeline()
    {
        string[] stages =
        [
            Stages.Language, Stages.ExactDuplicates, Stages.Quality, Stages.Redaction, Stages.NearDuplicates,
            Stages.Decontamination, Stages.LastScan,
        ];

        foreach (var text in new[] { "", Mail, Story })
        {
            var explanation = new DocumentExplainer(All, new ExplainerRecipe()).Explain("a", text);
            Assert.Equal(stages, explanation.Records.Select(record => record.Stage));
        }
    }

    [Fact]
    public void A_cut_is_told_by_place_and_rule_and_what_it_becomes()
    {
        var explanation = Explain(All, new ExplainerRecipe(), Mail);

        Assert.Equal(StageOutcome.Cut, explanation.Outcome);
        var record = explanation.Records.Single(record => record.Stage == Stages.Redaction);
        Assert.Equal(["EMAIL", "CN_MOBILE"], record.Cuts.Select(cut => cut.Type));
        Assert.All(record.Cuts, cut => Assert.Equal("label", cut.Becomes));
        var first = record.Cuts[0];
        Assert.Equal("wang.lei@mail.example", Mail.Substring(first.Start16, first.Length16));
    }

    [Fact]
    public void No_record_holds_a_value()
    {
        var recipe = new ExplainerRecipe { QualityFilters = [QualityVerdicts.FineWeb] };
        var dropping = Redactor.Of(RedactionRecipe.Labels(["email"]) with
        {
            Transforms = new Dictionary<PiiType, Transform> { [PiiType.Email] = Transform.DropRecord },
        });

        foreach (var redactor in new[] { All, dropping, Redactor.Of("email") })
        {
            var told = string.Join('\n', Explain(redactor, recipe, Mail).Records.SelectMany(record =>
                record.Cuts.Select(cut => cut.ToString()).Append(record.ToString())));

            Assert.DoesNotContain("wang.lei", told, StringComparison.Ordinal);
            Assert.DoesNotContain("mail.example", told, StringComparison.Ordinal);
            Assert.DoesNotContain("13800138000", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_dropped_document_goes_no_further()
    {
        var recipe = new ExplainerRecipe { QualityFilters = [QualityVerdicts.GopherQuality] };

        var explanation = Explain(All, recipe, Mail);

        Assert.Equal(StageOutcome.Dropped, explanation.Outcome);
        Assert.Equal("gopher_quality: gopher_short_doc", explanation.Records[2].Reason);
        Assert.All(explanation.Records.Skip(3), record => Assert.Equal(StageOutcome.NotReached, record.Outcome));
        Assert.Empty(explanation.Findings);
    }

    [Fact]
    public void What_no_redactor_was_asked_for_is_dropped_by_the_last_scan()
    {
        var explanation = Explain(Redactor.Of("email"), new ExplainerRecipe(), Mail);

        Assert.Equal(StageOutcome.Dropped, explanation.Records[^1].Outcome);
        Assert.Equal(StageOutcome.Dropped, explanation.Outcome);
    }

    [Fact]
    public void Duplicates_name_the_document_that_stays()
    {
        var exact = new ExactDuplicates();
        exact.Add("a", Story);
        exact.Add("b", Story);
        exact.Add("c", $"A heading\n{Story}");
        var recipe = new ExplainerRecipe
        {
            Exact = exact,
            NearDuplicates = new Dictionary<string, string> { ["d"] = "a" },
        };
        var explainer = new DocumentExplainer(All, recipe);
        exact.Add("d", "Something else.");

        Assert.Equal((StageOutcome.Dropped, "a"), Told(explainer.Explain("b", Story), Stages.ExactDuplicates));
        Assert.Equal(
            (StageOutcome.Dropped, "a"), Told(explainer.Explain("d", "Something else."), Stages.NearDuplicates));
        var cut = Assert.Single(explainer.Explain("c", $"A heading\n{Story}").Records[1].Cuts);
        Assert.Equal((10, Story.Length), (cut.Start16, cut.Length16));
    }

    [Fact]
    public void What_quotes_an_evaluation_item_names_the_item()
    {
        var index = new DecontaminationIndex();
        index.TryAdd("q1", Story);
        var recipe = new ExplainerRecipe { Evaluations = new ContaminationSearch(index) };

        Assert.Equal(
            (StageOutcome.Dropped, "q1"), Told(Explain(All, recipe, $"He said: {Story}!"), Stages.Decontamination));
    }

    private static (StageOutcome Outcome, string? Reason) Told(Explanation explanation, string stage)
    {
        var record = explanation.Records.Single(record => record.Stage == stage);
        return (record.Outcome, record.Reason);
    }

    private static Explanation Explain(Redactor redactor, ExplainerRecipe recipe, string text) =>
        new DocumentExplainer(redactor, recipe).Explain("a", text);
}
