using Federation.Adapter.Policies;
using Federation.Adapter.Samples;
using Federation.Adapter.Samples.Preparation;
using Federation.Curation.Redaction;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Adapter;

/// <summary>P4: a column declared as a number or a truth value lets nothing else out, whatever its cells hold.</summary>
public sealed class P4MisfitTests
{
    [Theory]
    [InlineData(ColumnKind.Integer, "30", "30")]
    [InlineData(ColumnKind.Integer, "Ada Lovelace", "")]
    [InlineData(ColumnKind.Integer, "30 (Ada)", "")]
    [InlineData(ColumnKind.Number, "1.5", "1.5")]
    [InlineData(ColumnKind.Number, "about 1.5, says Ada", "")]
    [InlineData(ColumnKind.Boolean, "true", "true")]
    [InlineData(ColumnKind.Boolean, "true: Ada", "")]
    [InlineData(ColumnKind.Text, "Ada Lovelace", "Ada Lovelace")]
    public async Task A_value_that_does_not_read_as_its_columns_kind_is_missing_in_a_sample(
        ColumnKind kind, string stored, string released)
    {
        await using var rig = new AdapterRig
        {
            Samples = rules => rules with { Columns = [new SampleColumn("note", kind, RedactionRecipe.Labels([]))] },
        };
        var layout = new SampleLayout(rig.Policy);
        var filter = new RecordFilter(
            layout, layout.Rules.Columns, PreparedSamples.None, PseudonymKey.Derive(new byte[32], "release", "trainer"));

        var (record, _) = filter.Judge([stored]);

        Assert.Equal(released, record!.Fields.Single().Text);
        Assert.Equal(released.Length > 0, record.Fields.Single().HasText);
    }
}
