using System.Security.Cryptography;
using Federation.Contracts.Type.V1;
using Federation.Sealing;

namespace Federation.Tests.Adapter;

/// <summary>P6: every release is signed by the adapter; samples are encrypted end to end.</summary>
public class P6SealedTests
{
    [Fact]
    public async Task A_release_verifies_with_the_adapters_key_and_with_no_other_bytes()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var envelope = (await rig.AskAsync(1_000)).Envelope;
        var altered = envelope.Payload.ToByteArray();
        altered[^1] ^= 1;

        Assert.True(Verifies(rig, envelope, envelope.Payload.ToByteArray()));
        Assert.False(Verifies(rig, envelope, altered));
        Assert.Equal(rig.AdapterKey.Fingerprint, VerifyKey.FingerprintOf(envelope.PublicKey.Span));
    }

    [Fact]
    public async Task No_byte_of_a_sample_can_be_read_without_the_trainers_key()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var frames = await rig.SampleAsync(2);
        var carried = frames.SelectMany(frame => Google.Protobuf.MessageExtensions.ToByteArray(frame)).ToArray();

        Assert.Equal(-1, carried.AsSpan().IndexOf("hello"u8));
        Assert.Contains(rig.Open(frames), record => record[1] == "hello");
        using var stranger = HpkePrivateKey.Generate();
        var chunk = SampleChunk.Parser.ParseFrom(frames[0].Chunk.Envelope.Payload);
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(
            stranger, chunk.EncapsulatedKey.Span, "fedgw/sample-chunk/v1"u8, new byte[36], frames[1].Ciphertext.Span));
    }

    private static bool Verifies(AdapterRig rig, Envelope envelope, byte[] payload) =>
        Dsse.Verify(rig.AdapterKey, envelope.PayloadType, payload, envelope.Signature.Span);
}
