using Federation.Broker.Requests;
using Federation.Contracts;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Broker.Console.SignIn;

/// <summary>
/// Lets in who shows a statement that a listed key signed for this console, good once and for a few minutes. No
/// password is stored or sent anywhere.
/// </summary>
public sealed class SignInDoor(
    string federation, string broker, IReadOnlyList<ConsoleMember> members, TimeProvider time)
{
    private const int TokenLengthMax = 4_096;
    private const int NonceBytes = 16;
    private const int UsedMax = 10_000;
    private const long LifetimeMaxMs = 300_000;
    private const long ClockSkewMs = 60_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ByteString, long> _used = [];

    /// <summary>The member that a token opens the console for; null where anything about it is wrong.</summary>
    /// <param name="token">A signed <c>ConsoleSignIn</c> in an envelope, in base64 for URLs.</param>
    public ConsoleMember? Admit(string? token)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return Read(token) is not { } envelope
            || members.FirstOrDefault(member => Opens(envelope, member)) is not { } found
            || SignedMessage.Open(
                envelope, PayloadTypes.ConsoleSignIn, found.Fingerprint, ConsoleSignIn.Parser) is not { } said
            || said.Federation != federation || said.Broker != broker || said.Nonce.Length != NonceBytes
            || said.IssuedUnixMs > now + ClockSkewMs || said.ExpiresUnixMs <= now
            || said.ExpiresUnixMs - said.IssuedUnixMs is <= 0 or > LifetimeMaxMs
            || !TakeOnce(said, now) ? null : found;
    }

    private static bool Opens(Envelope envelope, ConsoleMember member) =>
        Sealing.VerifyKey.FingerprintOf(envelope.PublicKey.Span) == member.Fingerprint;

    private static Envelope? Read(string? token)
    {
        if (token is null || token.Length > TokenLengthMax)
        {
            return null;
        }

        try
        {
            return Envelope.Parser.ParseFrom(Convert.FromBase64String(
                token.Trim().Replace('-', '+').Replace('_', '/').PadRight((token.Trim().Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            return null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Used ones are kept as long as they could be shown again; where too many are, nobody gets in.</summary>
    private bool TakeOnce(ConsoleSignIn said, long now)
    {
        lock (_lock)
        {
            foreach (var old in _used.Where(used => used.Value <= now).ToList())
            {
                _used.Remove(old.Key);
            }

            return _used.Count < UsedMax && _used.TryAdd(said.Nonce, said.ExpiresUnixMs);
        }
    }
}
