using Federation.Adapter.Policies;
using Federation.Curation.Detection;
using Federation.Curation.Redaction;
using Federation.Hosting.Configuration;

namespace Federation.Tests.Adapter;

/// <summary>P4: what a holder knows of a person from columns of its own does not leave in that person's text.</summary>
public sealed class P4KnownValueTests
{
    private static readonly string[] Csv =
    [
        "pid,sex,age,name,mobile,note",
        "1,f,30,张晓琳,13912345678,我叫张晓琳，朋友王国强，打６２５１ １２３４",
        "1,f,31,张晓琳,010-62511234,白天一三九一二三四五六七八",
        "2,m,40,Bo Li,,Bo ada@example.org Li was here",
        "2,m,41,Ada Lovelace,,signed ADA  LOVELACE for 张晓琳",
    ];

    [Fact]
    public async Task A_record_loses_the_values_of_its_own_unit_from_every_record_of_that_unit_in_any_spelling()
    {
        await using var rig = await RigOf(isHolderWide: false).StartAsync();

        var notes = await NotesAsync(rig);

        string[] expected =
        [
            "signed [PERSON] for 张晓琳", "我叫[PERSON]，朋友王国强，打[CN_LANDLINE]", "白天[CN_MOBILE]",
            "Bo [EMAIL] Li was here",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), notes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_the_holder_acknowledged_it_every_value_is_removed_from_every_text()
    {
        await using var rig = await RigOf(isHolderWide: true).StartAsync();

        Assert.Contains("signed [PERSON] for [PERSON]", await NotesAsync(rig));
    }

    [Fact]
    public async Task A_value_that_comes_together_by_a_cut_holds_the_record_back()
    {
        await using var rig = await RigOf(isHolderWide: false, Transform.Erase).StartAsync();

        var notes = await NotesAsync(rig);

        Assert.Equal(3, notes.Count);
        Assert.DoesNotContain(notes, note => note.StartsWith("Bo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_known_column_that_the_data_lack_stops_the_start()
    {
        await using var rig = RigOf(isHolderWide: false, columns: [new KnownColumn("surname", "person")]);

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => rig.StartAsync());

        Assert.Contains("no column 'surname'", Assert.Single(exception.Faults).What, StringComparison.Ordinal);
    }

    private static async Task<List<string>> NotesAsync(AdapterRig rig) =>
        [.. rig.Open(await rig.SampleAsync(10)).Select(record => record[1])];

    private static AdapterRig RigOf(
        bool isHolderWide, Transform transform = Transform.Label, KnownColumn[]? columns = null)
    {
        var known = columns ?? [new KnownColumn("name", "person"), new KnownColumn("mobile", "phone")];
        var transforms = new Dictionary<PiiType, Transform> { [PiiType.Email] = transform };
        return new AdapterRig
        {
            Csv = Csv,
            RecordsPerUnit = 2,
            Samples = rules => rules with
            {
                KnownValues = new KnownValueRules(known, isHolderWide),
                Columns = [.. rules.Columns.Select(column => Treated(column, transforms))],
            },
        };
    }

    private static SampleColumn Treated(SampleColumn column, Dictionary<PiiType, Transform> transforms) =>
        column with { Redaction = column.Redaction with { Transforms = transforms } };
}
