using System.Text;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Configuration;
using Federation.Stores;
using Federation.Tests.Adapter;

namespace Federation.Tests.BadInput;

/// <summary>Files of holders as they come: broken ones stop the start, odd values are dropped or held to bounds.</summary>
public sealed class DataFileTests
{
    public static TheoryData<string> BrokenFiles => new(
        "another column", "ragged short", "ragged long", "open quote", "GB18030", "broken UTF-8", "UTF-16 with a mark",
        "UTF-16 without a mark", "UTF-16 big-endian", "zeros", "nothing");

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public async Task A_broken_file_stops_the_start_with_the_policy_named_and_nothing_quoted(string fault)
    {
        await using var rig = new AdapterRig
        {
            Source = folder =>
            {
                var path = Path.Combine(folder, "broken.csv");
                File.WriteAllBytes(path, BytesOf(fault));
                return new StoreOptions { Kind = StoreKind.Csv, Path = path };
            },
        };

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => rig.StartAsync());

        Assert.Contains("people.yaml:1: the store of 'people'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("秘密", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>At ε = 10 a noise of 3 or more has a probability below 10⁻¹².</summary>
    [Fact]
    public async Task Rows_that_name_nobody_are_not_counted_for_nobody_bounds_them()
    {
        string[] nobody = [",f,30,a", "\"\",f,30,a"];
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", "1,f,30,a", .. Enumerable.Range(0, 200).Select(i => nobody[i % 2])],
        }.StartAsync();

        var cells = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(10_000_000)).Envelope.Payload).Cells;

        Assert.InRange(cells[0].Values[0], -2, 4);
        Assert.Single(rig.Open(await rig.SampleAsync(100)));
    }

    /// <summary>
    /// A pair has noise of scale 120/10 = 12: an infinity or 1e300 let through would move it by far more than 1,000.
    /// </summary>
    [Theory]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData("99999999999999999999999999")]
    [InlineData("twelve")]
    [InlineData("0x7F")]
    public async Task A_number_that_is_none_or_beyond_its_bounds_moves_a_sum_no_further_than_one_unit_may(string age)
    {
        await using var rig = await new AdapterRig { Csv = ["pid,sex,age,note", $"1,f,{age},a"] }.StartAsync();

        var release = await rig.AskAsync(10_000_000, request =>
            request.Query.Measures[0] = new Measure { Kind = MeasureKind.Mean, Column = "age" });

        var cells = StatisticRelease.Parser.ParseFrom(release.Envelope.Payload).Cells;
        Assert.All(cells.SelectMany(cell => cell.Values), value => Assert.InRange(value, -1_000, 1_120));
    }

    private static byte[] BytesOf(string fault)
    {
        const string Text = "pid,sex,age,note\n1,f,30,SECRET 秘密\n";
        return fault switch
        {
            "another column" => "pid,sex,age,Note\n1,f,30,SECRET\n"u8.ToArray(),
            "ragged short" => Encoding.UTF8.GetBytes(Text + "2,SECRET\n"),
            "ragged long" => Encoding.UTF8.GetBytes(Text + "2,f,30,SECRET,more\n"),
            "open quote" => Encoding.UTF8.GetBytes(Text + "2,f,30,\"SECRET\n3,f,30,a\n"),
            "GB18030" => [.. Encoding.ASCII.GetBytes("pid,sex,age,note\n1,f,30,SECRET "), 0xC3, 0xD8, 0xC3, 0xDC, 0x0A],
            "broken UTF-8" => [.. Encoding.UTF8.GetBytes(Text), .. "2,f,30,"u8, 0xE7, 0xA7, 0x0A],
            "UTF-16 with a mark" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
            "UTF-16 without a mark" => Encoding.Unicode.GetBytes(Text),
            "UTF-16 big-endian" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            "zeros" => new byte[4_096],
            _ => [],
        };
    }
}
