using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Google.Protobuf;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Tests.Adapter;

/// <summary>P1: who may not ask is refused before any data is read, always with the same words.</summary>
public class P1PermittedTests
{
    public static TheoryData<string> ForbiddenWays => new(
        "unknown dataset", "unknown agreement", "wrong purpose", "other trainer", "term over");

    [Theory]
    [MemberData(nameof(ForbiddenWays))]
    public async Task Every_forbidden_question_gets_the_refusal_of_a_dataset_that_does_not_exist(string way)
    {
        await using var rig = await new AdapterRig().StartAsync();
        var refusal = await RefusalOf(rig, Forbidden(rig, way));

        Assert.Equal(RefusalReason.AccessDenied, refusal.Reason);
        Assert.Equal("Permission denied on dataset 'people' (or it might not exist).", refusal.Message.Replace("elsewhere", "people"));
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_request_altered_on_its_way_is_refused_before_it_is_parsed()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        var altered = envelope.Payload.ToByteArray();
        altered[^1] ^= 1;
        envelope.Payload = ByteString.CopyFrom(altered);

        Assert.Equal(RefusalReason.SignatureInvalid, (await RefusalOf(rig, envelope)).Reason);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_request_that_expired_or_is_for_another_federation_or_silo_is_refused()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var old = rig.SignedQuestion(1_000);
        rig.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(RefusalReason.RequestStale, (await RefusalOf(rig, old)).Reason);
        Assert.Equal(RefusalReason.RequestStale, (await RefusalOf(
            rig, rig.SignedQuestion(1_000, request => request.Header.Audience = "other.federation"))).Reason);
        Assert.Equal(RefusalReason.RequestStale, (await RefusalOf(
            rig, rig.SignedQuestion(1_000, request => request.Header.Silos.Add("other-silo")))).Reason);
    }

    [Theory]
    [InlineData(long.MinValue, 3_600_000)]
    [InlineData(-1, 1)]
    [InlineData(0, 300_001)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task A_request_that_says_to_be_valid_for_over_five_minutes_is_refused(long issuedUnixMs, long validMs)
    {
        await using var rig = await new AdapterRig().StartAsync();
        var now = rig.Time.GetUtcNow().ToUnixTimeMilliseconds();

        var refusal = await RefusalOf(rig, rig.SignedQuestion(1_000, request =>
        {
            request.Header.IssuedUnixMs = issuedUnixMs == 0 ? now : issuedUnixMs;
            request.Header.ExpiresUnixMs = validMs == long.MaxValue ? validMs : now + validMs;
        }));

        Assert.Equal(RefusalReason.RequestStale, refusal.Reason);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_sample_is_refused_to_a_stranger_before_the_store_is_read()
    {
        await using var rig = await new AdapterRig().StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.SampleAsync(1, request => request.Header.Agreement = "agreement-2"));

        Assert.Equal(RefusalReason.AccessDenied, refusal.Refusal.Reason);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_request_id_used_again_with_another_body_is_refused()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var id = Guid.NewGuid().ToString("D");
        await rig.AskAsync(1_000, requestId: id);

        var refusal = await RefusalOf(rig, rig.SignedQuestion(2_000, requestId: id));

        Assert.Equal(RefusalReason.RequestReplayed, refusal.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000_001)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task An_epsilon_outside_the_policy_is_refused_with_the_range(long epsilonMicros)
    {
        await using var rig = await new AdapterRig().StartAsync();

        var refusal = await RefusalOf(rig, rig.SignedQuestion(epsilonMicros));

        Assert.Equal(RefusalReason.RequestInvalid, refusal.Reason);
        Assert.Equal("epsilon_micros", refusal.Facts["field"]);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task An_unknown_column_is_refused_before_the_debit()
    {
        await using var rig = await new AdapterRig().StartAsync();

        var refusal = await RefusalOf(rig, rig.SignedQuestion(1_000, request => request.Query.GroupBy[0] = "salary"));

        Assert.Equal(RefusalReason.RequestInvalid, refusal.Reason);
        Assert.All(await rig.EntriesAsync(), entry => Assert.Equal(Contracts.Audit.V1.Decision.Deny, entry.Intent.Decision));
    }

    private static Envelope Forbidden(AdapterRig rig, string way)
    {
        switch (way)
        {
            case "unknown agreement":
                return rig.SignedQuestion(1_000, request => request.Header.Agreement = "agreement-2");
            case "wrong purpose":
                return rig.SignedQuestion(1_000, request => request.Header.Purpose = "advertising");
            case "term over":
                rig.Time.AdjustTime(rig.Time.GetUtcNow().AddDays(31)); // Timers need not tick through a month.
                return rig.SignedQuestion(1_000);
            case "other trainer":
                var stranger = new AdapterRig { Trainer = SigningKey.Create() };
                return stranger.SignedQuestion(1_000);
            default:
                return rig.SignedQuestion(1_000, request => request.Query.Dataset = "elsewhere");
        }
    }

    private static async Task<Refusal> RefusalOf(AdapterRig rig, Envelope envelope) =>
        (await Assert.ThrowsAsync<RefusalException>(
            () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation))).Refusal;
}
