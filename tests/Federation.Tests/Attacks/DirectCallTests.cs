using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Federation.Tests.Adapter;
using Google.Protobuf;

namespace Federation.Tests.Attacks;

/// <summary>Calls the adapter past the broker, in the name of a trainer whose key it does not have.</summary>
public sealed class DirectCallTests
{
    [Fact]
    public async Task No_forged_request_is_answered_whoever_carries_it()
    {
        await using var rig = await new AdapterRig().StartAsync();

        Assert.Empty(await AnsweredAsync(rig, async envelope =>
        {
            try
            {
                await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
                return true;
            }
            catch (RefusalException refusal)
            {
                Assert.Contains(refusal.Refusal.Reason, (RefusalReason[])
                    [RefusalReason.SignatureInvalid, RefusalReason.AccessDenied, RefusalReason.RequestInvalid]);
                return false;
            }
        }));
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    /// <summary>The weakened copy leaves signatures to the broker, and takes its word for who asks.</summary>
    [Fact]
    public async Task Control_an_adapter_that_believes_its_caller_answers_whoever_names_a_trainer()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var agreement = rig.Policy.Agreements[0];

        var answered = await AnsweredAsync(rig, envelope =>
        {
            var header = StatisticRequest.Parser.ParseFrom(envelope.Payload).Header;
            return Task.FromResult(
                header.Agreement == agreement.Id
                && VerifyKey.TryImport(header.TrainerKey.ToByteArray(), out var key)
                && key.Fingerprint == agreement.TrainerFingerprint);
        });

        Assert.Equal(["unsigned", "signed by another", "signature of another request", "altered"], answered);
    }

    private static async Task<List<string>> AnsweredAsync(AdapterRig rig, Func<Envelope, Task<bool>> isAnsweredAsync)
    {
        using var own = SigningKey.Create();
        Envelope Question(Action<StatisticRequest>? change = null) => rig.SignedQuestion(1_000, change);
        var genuine = Question();
        var unsigned = genuine.Clone();
        unsigned.Signature = ByteString.CopyFrom(new byte[64]);
        var borrowed = Question(request => request.EpsilonMicros = 900_000);
        borrowed.Signature = genuine.Signature;
        var altered = genuine.Clone();
        var body = StatisticRequest.Parser.ParseFrom(altered.Payload);
        body.EpsilonMicros = 900_000;
        altered.Payload = body.ToByteString();
        (string Way, Envelope Envelope)[] forgeries =
        [
            ("unsigned", unsigned),
            ("signed by another", SignedBy(own, genuine.Payload)),
            ("signature of another request", borrowed),
            ("altered", altered),
            ("a key of its own", SignedBy(own, Question(request =>
                request.Header.TrainerKey = ByteString.CopyFrom(own.PublicKey)).Payload)),
        ];
        var answered = new List<string>();
        foreach (var (way, envelope) in forgeries)
        {
            if (await isAnsweredAsync(envelope))
            {
                answered.Add(way);
            }
        }

        return answered;

        Envelope SignedBy(SigningKey key, ByteString payload) => new()
        {
            PayloadType = genuine.PayloadType,
            Payload = payload,
            PublicKey = ByteString.CopyFrom(key.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(key, genuine.PayloadType, payload.Span)),
        };
    }
}
