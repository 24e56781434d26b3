using System.Text.Json;
using Federation.Audit;
using Federation.Client;
using Federation.Client.Samples;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Tests.Client;

public sealed class SampleTests(TrainerFixture trainer) : IClassFixture<TrainerFixture>
{
    [Theory]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    public async Task A_whole_stream_becomes_a_file_a_manifest_and_receipts(string format)
    {
        trainer.Broker.Sample = envelope => Streams(envelope).SelectMany(part => part);
        var path = trainer[$"{Guid.NewGuid():N}/notes.{format}"];
        var outcome = await FetchAsync(path);
        Assert.True(outcome.IsComplete);
        Assert.Equal([3L, 1L], outcome.Silos.Select(silo => silo.RecordsCount));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(
            $"{path}.manifest.json", TestContext.Current.CancellationToken));
        Assert.Equal(4, manifest.RootElement.GetProperty("recordsCount").GetInt32());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(
                path, TestContext.Current.CancellationToken))),
            manifest.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(3, Directory.GetFiles($"{path}.receipts").Length);
        var receipt = Directory.GetFiles($"{path}.receipts")[0];
        var run = await Cli.CommandLine.RunAsync("audit", "receipt", receipt);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        if (format == "jsonl")
        {
            var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("""{"text":"一","_silo":"a"}""", lines[0]);
        }
    }

    [Theory]
    [InlineData("end cut")]
    [InlineData("chunk cut")]
    [InlineData("reordered")]
    [InlineData("ciphertext")]
    [InlineData("more")]
    [InlineData("after end")]
    [InlineData("dropped")]
    [InlineData("stranger")]
    [InlineData("refused late")]
    public async Task A_cut_or_reordered_or_altered_stream_is_an_error_and_leaves_no_file(string fault)
    {
        trainer.Broker.Sample = envelope => Break(fault, Streams(envelope));
        var path = trainer[$"{Guid.NewGuid():N}/notes.jsonl"];
        var thrown = await Assert.ThrowsAsync<FederationException>(() => FetchAsync(path));
        Assert.Equal(FederationFaultKind.Unverified, thrown.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task Chunks_that_the_profiles_witnesses_have_not_cosigned_leave_no_file()
    {
        trainer.Broker.Sample = envelope => Streams(envelope).SelectMany(part => part);
        using var key = SigningKey.Create();
        var policy = WitnessPolicy.Parse(
            $"log {trainer.First.LogVerifierKey}\nwitness w {new Cosigner("w.example/w", key).VerifierKey}\nquorum w\n");
        var path = trainer[$"{Guid.NewGuid():N}/notes.jsonl"];

        var thrown = await Assert.ThrowsAsync<FederationException>(() => FetchAsync(path, policy));

        Assert.Contains("quorum", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_silo_that_refuses_is_named_and_the_rest_is_kept()
    {
        trainer.Broker.Sample = envelope =>
        [
            .. Streams(envelope)[0],
            new StreamSampleResponse { Silo = "b", Refusal = new Refusal { Reason = RefusalReason.QuotaExhausted } },
        ];
        var outcome = await FetchAsync(trainer[$"{Guid.NewGuid():N}/notes.jsonl"]);
        Assert.False(outcome.IsComplete);
        Assert.Equal(RefusalReason.QuotaExhausted, outcome.Silos[1].Refusal?.Reason);
    }

    private static IEnumerable<StreamSampleResponse> Break(string fault, List<List<StreamSampleResponse>> streams)
    {
        var first = streams[0];
        switch (fault)
        {
            case "end cut": first.RemoveAt(first.Count - 1); break;
            case "chunk cut": first.RemoveRange(1, first.Count - 1); break;
            case "reordered": (first[0], first[2]) = (first[2], first[0]); break;
            case "ciphertext": first[1].Frame.Ciphertext = Flip(first[1].Frame.Ciphertext); break;
            case "more": first.Insert(2, first[1]); break;
            case "after end": first.Add(first[0]); break;
            case "dropped": first.RemoveRange(2, 2); break;
            case "stranger": first[0].Silo = "stranger"; break;
            default:
                first[^1] = new StreamSampleResponse { Silo = "a", Refusal = new Refusal() };
                break;
        }

        return streams.SelectMany(part => part);
    }

    private List<List<StreamSampleResponse>> Streams(Envelope envelope)
    {
        var request = SignedRequestView.Of(envelope);
        var key = SampleRequest.Parser.ParseFrom(envelope.Payload).EncryptionKey.ToByteArray();
        var access = Guid.CreateVersion7().ToString();
        var one = trainer.First.Chunk(request, key, 0, access, "一", "two");
        var two = trainer.First.Chunk(request, key, 1, access, "three");
        var other = trainer.Second.Chunk(request, key, 0, access, "four");
        return
        [
            [
                Part("a", new SampleFrame { Chunk = one.Header }), Part("a", Bytes(one.Ciphertext)),
                Part("a", new SampleFrame { Chunk = two.Header }), Part("a", Bytes(two.Ciphertext)),
                Part("a", new SampleFrame
                {
                    End = trainer.First.End(request, access, 2, 3, one.Ciphertext, two.Ciphertext),
                }),
            ],
            [
                Part("b", new SampleFrame { Chunk = other.Header }), Part("b", Bytes(other.Ciphertext)),
                Part("b", new SampleFrame { End = trainer.Second.End(request, access, 1, 1, other.Ciphertext) }),
            ],
        ];
    }

    private static SampleFrame Bytes(byte[] ciphertext) => new() { Ciphertext = ByteString.CopyFrom(ciphertext) };

    private static StreamSampleResponse Part(string silo, SampleFrame frame) => new() { Silo = silo, Frame = frame };

    private static ByteString Flip(ByteString bytes)
    {
        var copy = bytes.ToByteArray();
        copy[^1] ^= 1;
        return ByteString.CopyFrom(copy);
    }

    private async Task<SampleOutcome> FetchAsync(string path, WitnessPolicy? witnesses = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = trainer.Client(witnesses: witnesses);
        await using var folder = SampleFolder.Create(path);
        var outcome = await client.SampleAsync(new SampleOrder("people", 10, []), folder, cancellationToken);
        await folder.CommitAsync("people", outcome, cancellationToken);
        return outcome;
    }
}
