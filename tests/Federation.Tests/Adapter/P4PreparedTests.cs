using System.Text;
using Federation.Adapter.Policies;
using Federation.Curation.Filtering;

namespace Federation.Tests.Adapter;

/// <summary>P4: what is kept of a whole dataset is used where it fits the very data, policy and rules; else made anew.
/// </summary>
public sealed class P4PreparedTests
{
    private static readonly string[] Csv =
    [
        "pid,sex,age,name,mobile,note",
        "1,f,30,张晓琳,13912345678,我叫张晓琳，今天和朋友们一起去公园散步看花",
        "1,f,31,张晓琳,010-62511234,电话010 6251 1234在白天有人接听",
        "2,m,40,Ada Lovelace,,signed ADA  LOVELACE for 张晓琳",
        "3,m,41,Bo Li,,我叫张晓琳，今天和朋友们一起去公园散步看花吧",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_over_the_same_data_reads_nothing_and_lets_the_same_records_out(bool isHolderWide)
    {
        await using var rig = await RigOf(isHolderWide).StartAsync();
        var first = await NotesAsync(rig);

        await rig.RestartAsync();

        Assert.Equal(0, rig.Store!.ReadsCount);
        Assert.Equal([false, true], rig.Prepared.Select(report => report.IsKept));
        Assert.Equal(rig.Prepared[0] with { IsKept = true }, rig.Prepared[1]);
        Assert.Equal(first, await NotesAsync(rig));
    }

    [Fact]
    public async Task Data_that_changed_are_prepared_anew()
    {
        await using var rig = await RigOf(isHolderWide: false).StartAsync();
        await rig.Core.DisposeAsync();
        await File.AppendAllLinesAsync(
            Path.Combine(rig.Folder, "people.csv"), ["4,f,50,Eve Moss,,hello from Eve Moss"], AdapterRig.Cancellation);

        await rig.StartAsync();

        Assert.False(rig.Prepared[^1].IsKept);
        Assert.Contains("hello from [PERSON]", await NotesAsync(rig));
    }

    [Fact]
    public async Task A_file_that_was_altered_anywhere_is_not_believed()
    {
        await using var rig = await RigOf(isHolderWide: true).StartAsync();
        var first = await NotesAsync(rig);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(rig.StateFolder, "prepared")));
        var bytes = await File.ReadAllBytesAsync(file, AdapterRig.Cancellation);
        foreach (var place in new[] { 0, 40, bytes.Length / 2, bytes.Length - 1 })
        {
            var altered = bytes.ToArray();
            altered[place] ^= 1;
            await File.WriteAllBytesAsync(file, altered, AdapterRig.Cancellation);
            await rig.RestartAsync();
            Assert.False(rig.Prepared[^1].IsKept);
        }

        await File.WriteAllBytesAsync(file, bytes.AsMemory(0, 20), AdapterRig.Cancellation);
        await rig.RestartAsync();
        Assert.False(rig.Prepared[^1].IsKept);
        Assert.Equal(first, await NotesAsync(rig));
    }

    [Fact]
    public async Task What_is_kept_shows_no_value()
    {
        await using var rig = await RigOf(isHolderWide: false).StartAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(rig.StateFolder, "prepared")));

        var bytes = await File.ReadAllBytesAsync(file, AdapterRig.Cancellation);

        foreach (var value in new[] { "张晓琳", "13912345678", "Ada", "Lovelace" })
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)));
        }
    }

    private static async Task<List<string>> NotesAsync(AdapterRig rig) =>
        [.. rig.Open(await rig.SampleAsync(10)).Select(record => record[1])];

    private static AdapterRig RigOf(bool isHolderWide) => new()
    {
        Csv = Csv,
        RecordsPerUnit = 2,
        Samples = rules => rules with
        {
            KnownValues = new KnownValueRules(
                [new KnownColumn("name", "person"), new KnownColumn("mobile", "phone")], isHolderWide),
            Columns = [.. rules.Columns.Select(column => column.IsRedacted ? column with
            {
                Text = new TextRecipe { DropsDuplicates = true, NearDuplicateMicros = 700_000 },
            } : column)],
        },
    };
}
