using System.Text;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Google.Protobuf;

namespace Federation.Tests.Adapter;

/// <summary>
/// P11: secrets planted in the store are in no byte that leaves and in no file that the adapter writes.
/// </summary>
public class P11SilentTests
{
    private const string Canary = "CANARY7Q2X";

    [Fact]
    public async Task No_planted_secret_is_in_any_answer_error_log_or_file()
    {
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", $"1,{Canary},30,mail {Canary}@example.org", $"{Canary},f,{Canary},x"],
        }.StartAsync();
        var leaving = new MemoryStream();

        leaving.Write((await rig.AskAsync(1_000)).ToByteArray());
        foreach (var frame in await rig.SampleAsync(10, request => request.Columns.Add("note")))
        {
            leaving.Write(frame.ToByteArray());
        }

        leaving.Write(Encoding.UTF8.GetBytes(await ErrorsAsync(rig)));
        leaving.Write(rig.Core.Catalogue.Write().ToByteArray());
        await rig.EntriesAsync();

        Assert.Equal(-1, leaving.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(rig.Folder, "state"), "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, AdapterRig.Cancellation);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)));
        }
    }

    [Theory]
    [InlineData("1,f,30,a")]
    [InlineData("1,m,not a number,a")]
    [InlineData(",,,")]
    public async Task The_same_wrong_request_fails_in_the_same_words_whatever_is_stored(string row)
    {
        await using var rig = await new AdapterRig { Csv = ["pid,sex,age,note", row] }.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(1_000, request => request.Query.Measures[0].Column = "nothing"));

        Assert.Equal(RefusalReason.RequestInvalid, refusal.Refusal.Reason);
        Assert.DoesNotContain(row, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ErrorsAsync(AdapterRig rig)
    {
        var refusals = new[]
        {
            await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(0)),
            await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1, request => request.Query.GroupBy[0] = "x")),
        };
        return string.Join('\n', refusals.Select(refusal => refusal.ToString()));
    }
}
