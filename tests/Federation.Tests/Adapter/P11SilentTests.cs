using System.Text;
using Federation.Contracts.Adapter.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Stores;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Tests.Adapter;

/// <summary>
/// P11: secrets planted in the store are in no byte that leaves, in nothing that is logged, traced or counted, and in
/// no file that the adapter writes.
/// </summary>
public class P11SilentTests
{
    /// <summary>What goes wrong with the store, and the data it goes wrong with.</summary>
    public static TheoryData<string> Ways => new(
        "nothing", "file deleted", "file replaced by a malformed one", "corrupt pages", "database locked",
        "engine throws", "store quotes");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task No_planted_secret_is_in_anything_that_leaves_is_told_or_is_written(string way)
    {
        await using var rig = new AdapterRig
        {
            Source = way switch
            {
                "corrupt pages" => CanaryData.CorruptParquet,
                "database locked" => CanaryData.Sqlite,
                _ => CanaryData.Csv,
            },
        };
        await using var served = await ServedAdapter.StartAsync(rig);
        using var harm = Harm(rig, way);

        var leaving = new MemoryStream();
        leaving.Write(await StatisticAsync(served, rig.SignedQuestion(1_000)));
        leaving.Write(await StatisticAsync(served, rig.SignedQuestion(2_000, Measured)));
        leaving.Write(await StatisticAsync(served, rig.SignedQuestion(1_000, request => request.Query.GroupBy[0] = "no")));
        leaving.Write(await StatisticAsync(served, rig.SignedQuestion(0)));
        leaving.Write(await SampleAsync(served, rig.SignedSample(3, change: null, requestId: null)));
        leaving.Write((await served.Client.GetCatalogueAsync(
            new GetCatalogueRequest(), cancellationToken: AdapterRig.Cancellation)).ToByteArray());
        leaving.Write(Encoding.UTF8.GetBytes(served.Told()));
        await rig.EntriesAsync();

        AssertSilent(leaving.ToArray());
        Assert.Contains("federation.requests", served.Told(), StringComparison.Ordinal); // The net is in the water.
        var state = Path.Combine(rig.Folder, "state");
        foreach (var file in Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories))
        {
            AssertSilent(await File.ReadAllBytesAsync(file, AdapterRig.Cancellation));
        }
    }

    [Fact]
    public async Task What_the_trainer_decrypts_holds_no_secret_that_a_filter_cuts_and_no_column_but_the_permitted()
    {
        await using var rig = await new AdapterRig { Source = CanaryData.Csv }.StartAsync();

        var records = rig.Open(await rig.SampleAsync(3));

        Assert.Equal(3, records.Count);
        var text = string.Join('\n', records.SelectMany(record => record));
        Assert.DoesNotContain($"{CanaryData.Word}@", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{CanaryData.Word}-", text, StringComparison.Ordinal);
        Assert.DoesNotContain(CanaryData.Number, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreKind.Csv, "pid,sex,age,note\n1,CANARY7Q2X,30\n")]
    [InlineData(StoreKind.Csv, "pid,sex,age,note\n1,\"CANARY7Q2X,30,a\n")]
    [InlineData(StoreKind.JsonLines, "{\"pid\": \"CANARY7Q2X\n")]
    [InlineData(StoreKind.Parquet, "PAR1 CANARY7Q2X PAR1")]
    [InlineData(StoreKind.Sqlite, "SQLite format 3\0 CANARY7Q2X")]
    public async Task A_malformed_file_stops_the_start_in_words_that_quote_nothing_of_it(StoreKind kind, string text)
    {
        await using var rig = new AdapterRig
        {
            Source = folder =>
            {
                var path = Path.Combine(folder, "data");
                File.WriteAllText(path, text);
                return new StoreOptions { Kind = kind, Path = path, Table = "people" };
            },
        };

        var exception = await Assert.ThrowsAsync<Federation.Hosting.Configuration.ConfigurationException>(
            () => rig.StartAsync());

        Assert.Contains("people.yaml:1: the store of 'people' cannot be read", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(CanaryData.Word, exception.ToString(), StringComparison.Ordinal);
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

    private static void Measured(StatisticRequest request)
    {
        request.Query.GroupBy.Clear();
        request.Query.Measures[0] = new Measure { Kind = MeasureKind.Mean, Column = "age" };
    }

    private static IDisposable Harm(AdapterRig rig, string way)
    {
        var path = Directory.EnumerateFiles(rig.Folder).Single();
        switch (way)
        {
            case "file deleted":
                rig.Store!.BeforeRead = () => File.Delete(path);
                break;
            case "file replaced by a malformed one":
                rig.Store!.BeforeRead = () => File.AppendAllText(path, $"{CanaryData.Word},\"{CanaryData.Word}\n");
                break;
            case "engine throws":
                rig.Store!.BeforeRead = () => throw new InvalidCastException($"cannot read '{CanaryData.Word}'");
                break;
            case "store quotes":
                rig.Store!.BeforeRead = () => throw new StoreUnavailableException($"no such '{CanaryData.Word}'");
                break;
            case "database locked":
                return new LockedDatabase(path);
            default:
                break;
        }

        return new MemoryStream();
    }

    private static async Task<byte[]> StatisticAsync(ServedAdapter served, Envelope envelope)
    {
        try
        {
            return (await served.Client.ReleaseStatisticAsync(
                new ReleaseStatisticRequest { Envelope = envelope },
                cancellationToken: AdapterRig.Cancellation)).ToByteArray();
        }
        catch (RpcException exception)
        {
            return BytesOf(exception);
        }
    }

    private static async Task<byte[]> SampleAsync(ServedAdapter served, Envelope envelope)
    {
        var bytes = new MemoryStream();
        using var call = served.Client.ReleaseSample(
            new ReleaseSampleRequest { Envelope = envelope }, cancellationToken: AdapterRig.Cancellation);
        try
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync(AdapterRig.Cancellation))
            {
                bytes.Write(response.ToByteArray());
            }
        }
        catch (RpcException exception)
        {
            bytes.Write(BytesOf(exception));
        }

        return bytes.ToArray();
    }

    private static byte[] BytesOf(RpcException exception) =>
    [
        .. Encoding.UTF8.GetBytes(exception.ToString()),
        .. exception.Trailers.SelectMany(entry => entry.IsBinary ? entry.ValueBytes : Encoding.UTF8.GetBytes(entry.Value)),
    ];

    private static void AssertSilent(byte[] bytes)
    {
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(CanaryData.Word)));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(CanaryData.Number)));
    }
}
