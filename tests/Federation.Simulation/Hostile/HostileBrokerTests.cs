using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Federation.Simulation.Worlds;
using Google.Protobuf;

namespace Federation.Simulation.Hostile;

/// <summary>
/// A broker that lies, alters and replays over a genuine link: the adapter believes the trainer's signature alone.
/// </summary>
public sealed class HostileBrokerTests : IAsyncLifetime
{
    private const string Silo = "home";
    private const string OtherSilo = "away";
    private readonly World _world = new(Silo, OtherSilo);
    private BrokerSeat _seat = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var silo in new[] { Silo, OtherSilo })
        {
            _world.WriteTable(silo, "people", 30, Texts.Agreement(_world.FingerprintOf(World.TrainerId)));
        }

        await _world.StartAdapterAsync(Silo);
        await _world.StartAdapterAsync(OtherSilo);
        _seat = BrokerSeat.Of(_world, Silo);
    }

    public async ValueTask DisposeAsync()
    {
        _seat.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_question_that_the_broker_altered_is_refused_and_debits_nothing()
    {
        var signed = _world.Trainer.Question("people", 1_000);
        var dearer = Trainer.Read(signed);
        dearer.EpsilonMicros = 900_000;
        var altered = signed.Clone();
        altered.Payload = dearer.ToByteString();
        var flipped = signed.Clone();
        flipped.Payload = ByteString.CopyFrom([.. signed.Payload.Span[..^1], (byte)(signed.Payload.Span[^1] ^ 1)]);
        var relabelled = signed.Clone();
        relabelled.PayloadType = "application/vnd.federation.sample-request.v1";

        Assert.Equal(RefusalReason.SignatureInvalid, await _seat.ReasonAsync(altered));
        Assert.Equal(RefusalReason.SignatureInvalid, await _seat.ReasonAsync(flipped));
        Assert.Equal(RefusalReason.RequestInvalid, await _seat.ReasonAsync(relabelled));
        await AssertSpentAsync(0);
    }

    [Fact]
    public async Task A_question_that_the_broker_signs_with_a_key_of_its_own_gets_no_agreement()
    {
        using var own = SigningKey.Create();
        var signed = _world.Trainer.Question("people", 1_000);
        var request = Trainer.Read(signed);
        var posing = signed.Clone();
        posing.PublicKey = ByteString.CopyFrom(own.PublicKey);
        posing.Signature = ByteString.CopyFrom(Dsse.Sign(own, signed.PayloadType, signed.Payload.Span));
        request.Header.TrainerKey = posing.PublicKey;
        var open = posing.Clone();
        open.Payload = request.ToByteString();
        open.Signature = ByteString.CopyFrom(Dsse.Sign(own, signed.PayloadType, open.Payload.Span));

        Assert.Equal(RefusalReason.SignatureInvalid, await _seat.ReasonAsync(posing));
        Assert.Equal(RefusalReason.AccessDenied, await _seat.ReasonAsync(open));
        await AssertSpentAsync(0);
    }

    [Fact]
    public async Task The_same_signed_question_gets_the_same_bytes_again_and_is_debited_once()
    {
        var signed = _world.Trainer.Question("people", 1_000);

        var first = await _seat.AskAsync(signed);
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _seat.AskAsync(signed)));

        Assert.All(again, release => Assert.Equal(first.Envelope, release.Envelope));
        await AssertSpentAsync(1_000);
    }

    [Fact]
    public async Task An_id_that_was_used_is_refused_with_another_body()
    {
        var signed = _world.Trainer.Question("people", 1_000);
        await _seat.AskAsync(signed);
        var request = Trainer.Read(signed);
        request.EpsilonMicros = 2_000;

        Assert.Equal(RefusalReason.RequestReplayed, await _seat.ReasonAsync(_world.Trainer.Sign(request)));
        await AssertSpentAsync(1_000);
    }

    [Fact]
    public async Task A_question_that_was_held_back_until_it_expired_is_refused()
    {
        var old = _world.Trainer.Question("people", 1_000, age: TimeSpan.FromMinutes(10));
        var early = _world.Trainer.Question("people", 1_000, age: TimeSpan.FromMinutes(-3));

        Assert.Equal(RefusalReason.RequestStale, await _seat.ReasonAsync(old));
        Assert.Equal(RefusalReason.RequestStale, await _seat.ReasonAsync(early));
        await AssertSpentAsync(0);
    }

    [Fact]
    public async Task A_question_for_one_silo_is_refused_by_another_also_after_the_first_has_answered()
    {
        var signed = _world.Trainer.Question("people", 1_000, request => request.Header.Silos.Add(OtherSilo));
        using var rightful = BrokerSeat.Of(_world, OtherSilo);

        Assert.Equal(RefusalReason.RequestStale, await _seat.ReasonAsync(signed));
        await rightful.AskAsync(signed);
        Assert.Equal(RefusalReason.RequestStale, await _seat.ReasonAsync(signed));
        await AssertSpentAsync(0);
    }

    [Fact]
    public async Task A_question_for_another_federation_is_refused()
    {
        var signed = _world.Trainer.Question("people", 1_000, request => request.Header.Audience = "other.federation");

        Assert.Equal(RefusalReason.RequestStale, await _seat.ReasonAsync(signed));
        await AssertSpentAsync(0);
    }

    [Fact]
    public async Task A_dataset_that_does_not_exist_and_one_without_agreement_get_the_same_refusal()
    {
        var missing = _world.Trainer.Question("nothing", 1_000);
        var foreign = _world.Trainer.Question("people", 1_000, request => request.Header.Agreement = "agreement-2");

        Assert.Equal(RefusalReason.AccessDenied, await _seat.ReasonAsync(missing));
        Assert.Equal(RefusalReason.AccessDenied, await _seat.ReasonAsync(foreign));
        await AssertSpentAsync(0);
    }

    /// <summary>Stops the adapter and reads from its log what it debited in all.</summary>
    private async Task AssertSpentAsync(long micros)
    {
        await _world.StopAllAsync();
        await _world.LogOf(Silo).VerifyAsync();
        Assert.Equal(micros, _world.LogOf(Silo).SpentMicros());
        Assert.Equal(micros == 0 ? 0 : 1, _world.LogOf(Silo).Debits().Count);
    }
}
