using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Tests.Broker;

public sealed class FederatedSampleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_silos_frames_arrive_in_their_order_up_to_its_signed_end()
    {
        using var broker = new TestBroker([new("a", 1, 10, 11, 12), new("b", 2, 20)]);

        var parts = await StreamAsync(broker);

        Assert.Equal([10, 11, 12], CiphertextOf(parts, "a"));
        Assert.Equal([20], CiphertextOf(parts, "b"));
        Assert.All(["a", "b"], silo => Assert.NotNull(parts.Last(part => part.Silo == silo).Frame.End));
    }

    public static TheoryData<string> Misdeeds =>
    [
        "signs with another key", "has no proof", "skips a chunk", "sends more than it announced",
        "ends early", "repeats a chunk", "stops without an end", "announces too many records", "crashes",
    ];

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task A_silo_that_misbehaves_is_cut_off_and_named_and_the_other_goes_on(string misdeed)
    {
        using var stranger = SigningKey.Create();
        var bad = new FakeSilo("b", 2, 1, 2, 3);
        using var broker = new TestBroker([new("a", 1, 10), bad]);
        await broker.Catalogues.ListAsync(Token);
        Misbehave(bad, misdeed, stranger);

        var parts = await StreamAsync(broker);

        var last = parts.Last(part => part.Silo == "b");
        Assert.Equal(RefusalReason.ReleaseInvalid, last.Refusal?.Reason);
        Assert.DoesNotContain(parts, part => part.Silo == "b" && part.Frame?.End is not null);
        Assert.NotNull(parts.Last(part => part.Silo == "a").Frame.End);
    }

    [Fact]
    public async Task A_caller_that_stops_reading_stops_the_silo_within_a_few_frames()
    {
        var silo = new FakeSilo("a", 1, [.. Enumerable.Range(0, 90).Select(value => (long)value)]);
        using var broker = new TestBroker([silo]);
        var taken = new SemaphoreSlim(0);
        var room = new TaskCompletionSource();

        var running = broker.Sample.RunAsync(TestBroker.Trainer, TestBroker.AskSample(), async (_, token) =>
        {
            taken.Release();
            await room.Task.WaitAsync(token);
        }, Token);
        await taken.WaitAsync(Token);
        await Task.Delay(200, Token);

        Assert.InRange(silo.FramesTaken, 1, 6);
        room.SetResult();
        await running;
        Assert.Equal(181, silo.FramesTaken);
    }

    [Fact]
    public async Task The_intent_and_the_opening_are_on_record_before_a_silo_is_asked_and_its_end_before_it_leaves()
    {
        var silo = new FakeSilo("a", 1, 10);
        using var broker = new TestBroker([silo]);
        silo.Asked = () => broker.Events.Add("asked");

        await broker.Sample.RunAsync(TestBroker.Trainer, TestBroker.AskSample(), (part, _) =>
        {
            broker.Events.Add(part.Frame.KindCase.ToString());
            return Task.CompletedTask;
        }, Token);

        Assert.Equal(["Intent", "Release", "asked"], broker.Events.Take(3));
        Assert.True(broker.Events.LastIndexOf("Release") < broker.Events.IndexOf("End"));
        Assert.Equal("Outcome", broker.Events[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task No_silo_is_asked_when_the_log_cannot_be_written(int failsAtEntry)
    {
        var silo = new FakeSilo("a", 1, 10) { Asked = () => Assert.Fail("The silo was asked.") };
        using var broker = new TestBroker([silo]) { FailsAtEntry = failsAtEntry };

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => StreamAsync(broker));

        Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_on_record_as_cancelled()
    {
        using var broker = new TestBroker([new("a", 1, 10, 11, 12)]);
        using var gaveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broker.Sample.RunAsync(
            TestBroker.Trainer, TestBroker.AskSample(), (_, _) => gaveUp.CancelAsync(), gaveUp.Token));

        Assert.Equal(OutcomeStatus.Cancelled, broker.Entries[^1].Outcome.Status);
    }

    [Fact]
    public async Task A_removal_report_that_was_asked_for_arrives_and_its_cost_is_on_record()
    {
        using var broker = new TestBroker([new("a", 1, 10) { RemovalMicros = 200_000 }]);

        var parts = await StreamAsync(broker, removalMicros: 200_000);

        Assert.Equal(SampleFrame.KindOneofCase.RemovalReport, parts[^2].Frame.KindCase);
        Assert.Equal(200_000, broker.Entries[0].Intent.TrainerCost.EpsilonMicros);
        var ended = broker.Entries.Last(entry => entry.Release is not null).Release;
        Assert.Equal(200_000, Assert.Single(ended.Silos).Cost.EpsilonMicros);
    }

    [Theory]
    [InlineData(0, 200_000, "sends it unasked")]
    [InlineData(200_000, 0, "leaves it out")]
    [InlineData(200_000, 200_001, "charges more than was asked")]
    [InlineData(200_000, -1, "charges less than nothing")]
    [InlineData(200_000, 200_000, "sends it twice")]
    [InlineData(200_000, 200_000, "sends a chunk after it")]
    [InlineData(200_000, 200_000, "sends it within a chunk")]
    public async Task A_silo_whose_removal_report_is_not_as_asked_is_cut_off(long asked, long sent, string misdeed)
    {
        var silo = new FakeSilo("b", 2, 1) { RemovalMicros = sent };
        silo.TwistFrames = frames => TwistReport(misdeed, [.. frames]);
        using var broker = new TestBroker([new("a", 1, 10) { RemovalMicros = asked }, silo]);

        var parts = await StreamAsync(broker, asked);

        Assert.Equal(RefusalReason.ReleaseInvalid, parts.Last(part => part.Silo == "b").Refusal?.Reason);
        Assert.NotNull(parts.Last(part => part.Silo == "a").Frame.End);
    }

    [Fact]
    public async Task What_makes_up_for_others_counts_as_asked_in_the_brokers_record()
    {
        using var broker = new TestBroker([new("a", 1, 10)]);

        await StreamAsync(broker, change: request => request.BackfillRecordsCount = 7);

        Assert.Equal(107, broker.Entries[0].Intent.RecordsCount);
    }

    private static async Task<List<StreamSampleResponse>> StreamAsync(
        TestBroker broker, long removalMicros = 0, Action<SampleRequest>? change = null)
    {
        var asked = TestBroker.AskSample(request =>
        {
            request.RemovalEpsilonMicros = removalMicros;
            change?.Invoke(request);
        });
        var parts = new List<StreamSampleResponse>();
        await broker.Sample.RunAsync(TestBroker.Trainer, asked, (part, _) =>
        {
            parts.Add(part);
            return Task.CompletedTask;
        }, Token);
        return parts;
    }

    private static IEnumerable<int> CiphertextOf(IEnumerable<StreamSampleResponse> parts, string silo) =>
        parts.Where(part => part.Silo == silo && part.Frame?.KindCase == SampleFrame.KindOneofCase.Ciphertext)
            .Select(part => (int)part.Frame.Ciphertext[0]);

    private static void Misbehave(FakeSilo silo, string misdeed, SigningKey stranger)
    {
        switch (misdeed)
        {
            case "signs with another key": silo.WrongKey = stranger; break;
            case "has no proof": silo.Proof = "none"; break;
            case "crashes": silo.Fails = StatusCode.Unknown; break;
            default: silo.TwistFrames = frames => Twist(misdeed, [.. frames]); break;
        }
    }

    /// <summary>Three chunks of two frames each, then the end.</summary>
    private static IEnumerable<SampleFrame> Twist(string misdeed, List<SampleFrame> frames) => misdeed switch
    {
        "skips a chunk" => frames.Skip(2),
        "sends more than it announced" =>
            [frames[0], new SampleFrame { Ciphertext = ByteString.CopyFrom(1, 2) }, .. frames.Skip(2)],
        "ends early" => [.. frames.Take(4), frames[^1]],
        "repeats a chunk" => [.. frames.Take(2), .. frames.Take(2), .. frames.Skip(2)],
        "stops without an end" => frames.SkipLast(1),
        "announces too many records" => Announcing(frames),
        _ => throw new ArgumentOutOfRangeException(nameof(misdeed), misdeed, "No such misdeed."),
    };

    /// <summary>One chunk of two frames, the report where there is one, the end.</summary>
    private static List<SampleFrame> TwistReport(string misdeed, List<SampleFrame> frames) => misdeed switch
    {
        "sends it twice" => [.. frames.Take(3), frames[2], frames[3]],
        "sends a chunk after it" => [frames[2], .. frames.Take(2), frames[3]],
        "sends it within a chunk" => [frames[0], frames[2], frames[1], frames[3]],
        _ => frames,
    };

    private static List<SampleFrame> Announcing(List<SampleFrame> frames)
    {
        var header = SampleChunk.Parser.ParseFrom(frames[0].Chunk.Envelope.Payload);
        header.RecordsCount = 101; // The request asks for 100; the signature no longer fits either.
        frames[0].Chunk.Envelope.Payload = header.ToByteString();
        return frames;
    }
}
