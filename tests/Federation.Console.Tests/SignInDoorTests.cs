using Federation.Broker.Console;
using Federation.Broker.Console.SignIn;
using Federation.Sealing;

namespace Federation.Console.Tests;

/// <summary>The console opens for a listed key's statement, once, in its time, for this broker; for nothing else.</summary>
public sealed class SignInDoorTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_listed_key_is_let_in_once()
    {
        var door = Door();
        var token = ConsoleRig.TokenOf(_key);

        Assert.Equal("office", door.Admit(token)?.Id);
        Assert.Null(door.Admit(token));
        Assert.Equal("office", door.Admit(ConsoleRig.TokenOf(_key))?.Id);
    }

    [Theory]
    [InlineData("broker")]
    [InlineData("federation")]
    [InlineData("expired")]
    [InlineData("future")]
    [InlineData("long")]
    [InlineData("nonce")]
    public void A_statement_for_another_place_or_time_is_refused(string fault) =>
        Assert.Null(Door().Admit(ConsoleRig.TokenOf(_key, statement =>
        {
            const long minute = 60_000;
            statement.Broker = fault == "broker" ? "other" : statement.Broker;
            statement.Federation = fault == "federation" ? "other.federation" : statement.Federation;
            statement.Nonce = fault == "nonce" ? Google.Protobuf.ByteString.Empty : statement.Nonce;
            var shift = fault switch { "expired" => -10 * minute, "future" => 10 * minute, _ => 0 };
            statement.IssuedUnixMs += shift;
            statement.ExpiresUnixMs += shift + (fault == "long" ? 10 * minute : 0);
        })));

    [Fact]
    public void An_unknown_key_an_altered_statement_and_garbage_are_refused()
    {
        using var stranger = SigningKey.Create();
        var token = ConsoleRig.TokenOf(_key);
        Assert.Null(Door().Admit(ConsoleRig.TokenOf(stranger)));
        for (var place = 0; place < token.Length; place++)
        {
            var altered = token.ToCharArray();
            altered[place] = altered[place] == 'A' ? 'B' : 'A';
            var text = new string(altered);
            Assert.True(text == token || Door().Admit(text) is null || SameBytes(text, token), $"altered at {place}");
        }

        foreach (var garbage in new[] { null, "", "====", "\u0000", new string('A', 5_000), "<script>" })
        {
            Assert.Null(Door().Admit(garbage));
        }
    }

    /// <summary>The last digit of base64 holds bits that mean nothing.</summary>
    private static bool SameBytes(string left, string right) => Bytes(left).SequenceEqual(Bytes(right));

    private static byte[] Bytes(string token) => Convert.FromBase64String(
        token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '='));

    private SignInDoor Door() => new(
        ConsoleRig.Federation, ConsoleRig.Broker, [new ConsoleMember("office", _key.Fingerprint, Silo: null)], TimeProvider.System);
}
