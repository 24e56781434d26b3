using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Broker;
using Federation.Broker.Console;
using Federation.Broker.Records;
using Federation.Broker.Watches;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Witnesses;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Console.Tests;

/// <summary>A console over a log of made-up accesses, with an auditor and a holder who may sign in.</summary>
internal sealed class ConsoleRig : IAsyncDisposable
{
    public const string Federation = "test.federation";
    public const string Broker = "hub";
    public const string Dataset = "people";
    private const string PayloadType = "application/vnd.federation.console-sign-in.v1";
    private readonly SigningKey _logKey = SigningKey.Create();
    private ConsoleHost? _host;
    private X509Certificate2? _certificate;

    public string Folder { get; } = Directory.CreateTempSubdirectory("federation-console-").FullName;

    public SigningKey Auditor { get; } = SigningKey.Create();

    public SigningKey Holder { get; } = SigningKey.Create();

    public static string[] Trainers { get; } =
        [.. Enumerable.Range(0, 3).Select(i => Convert.ToHexStringLower(SHA256.HashData([(byte)i])))];

    /// <summary>Who is shown the broker's log; null for nobody.</summary>
    public WitnessOptions? Witnesses { get; init; }

    public BrokerLog Log { get; private set; } = null!;

    public Uri Address => _host!.Address;

    public LogWatch Watch { get; private set; } = null!;

    public CapWatch Caps { get; private set; } = null!;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<ConsoleRig> StartAsync()
    {
        Log = await BrokerLog.OpenAsync(
            Path.Combine(Folder, "state"), new BrokerIdentity(Federation, Broker, _logKey, Witnesses),
            TimeProvider.System, Cancellation);
        _certificate = MakeCertificate();
        var caps = new SpendingCaps(
            new Dictionary<(string Silo, string Dataset), long> { [("north", Dataset)] = 10_000_000, [("south", Dataset)] = 8_000_000 },
            new Dictionary<(string Silo, string Dataset), long> { [("north", Dataset)] = 4_000_000, [("south", Dataset)] = 4_000_000 });
        (Watch, Caps) = (new LogWatch(Log, TimeProvider.System), new CapWatch(_ => Task.FromResult(caps), TimeProvider.System));
        await Caps.RefreshAsync(Cancellation);
        _host = await ConsoleHost.StartAsync(
            new ConsoleOptions(
                new IPEndPoint(IPAddress.Loopback, 0),
                [new ConsoleMember("office", Auditor.Fingerprint, null), new ConsoleMember("north-owner", Holder.Fingerprint, "north")],
                SessionMinutes: 60, null, null),
            new ConsoleIdentity(Federation, Broker), _certificate, Log, Watch, Caps, TimeProvider.System,
            Cancellation);
        return this;
    }

    /// <summary>What a key's owner shows to be let in.</summary>
    public static string TokenOf(SigningKey key, Action<ConsoleSignIn>? change = null)
    {
        var now = DateTimeOffset.UtcNow;
        var statement = new ConsoleSignIn
        {
            Federation = Federation,
            Broker = Broker,
            Nonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)),
            IssuedUnixMs = now.ToUnixTimeMilliseconds(),
            ExpiresUnixMs = now.AddMinutes(2).ToUnixTimeMilliseconds(),
        };
        change?.Invoke(statement);
        var payload = statement.ToByteArray();
        return Convert.ToBase64String(new Envelope
        {
            PayloadType = PayloadType,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(key.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(key, PayloadType, payload)),
        }.ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>A browser of its own, signed in where a key is given; it follows redirects.</summary>
    public async Task<HttpClient> OpenAsync(SigningKey? key = null)
    {
        var client = new HttpClient(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
            CookieContainer = new CookieContainer(),
        })
        { BaseAddress = Address };
        if (key is not null)
        {
            var response = await client.GetAsync(new Uri($"/sign-in/{TokenOf(key)}", UriKind.Relative), Cancellation);
            Assert.Equal("/accesses", response.RequestMessage!.RequestUri!.AbsolutePath);
        }

        return client;
    }

    /// <summary>An access that was answered, with its three entries.</summary>
    public async Task<Guid> AnswerAsync(int trainer, long epsilonMicros, params string[] silos)
    {
        var id = Guid.CreateVersion7();
        await AppendAsync(id, entry => entry.Intent = IntentOf(trainer, epsilonMicros, silos));
        await AppendAsync(id, entry => entry.Release = ReleaseOf(epsilonMicros, silos));
        await AppendAsync(id, entry => entry.Outcome = new Outcome { Status = OutcomeStatus.Completed, LengthBytes = 1_200 });
        return id;
    }

    public async Task<Guid> DenyAsync(RefusalReason reason, string dataset = Dataset)
    {
        var id = Guid.CreateVersion7();
        var intent = IntentOf(0, 0, []);
        (intent.Decision, intent.Reason, intent.Dataset) = (Decision.Deny, reason, dataset);
        await AppendAsync(id, entry => entry.Intent = intent);
        return id;
    }

    public static Intent IntentOf(int trainer, long epsilonMicros, IEnumerable<string> silos)
    {
        var intent = new Intent
        {
            Decision = Decision.Allow,
            Delivery = Delivery.Statistic,
            TrainerFingerprint = Trainers[trainer],
            Agreement = "lab-2026",
            Purpose = trainer == 2 ? "research" : "training",
            Dataset = Dataset,
            RequestId = Guid.NewGuid().ToString(),
            TrainerCost = new PrivacyCost { EpsilonMicros = epsilonMicros },
        };
        intent.Silos.Add(silos);
        return intent;
    }

    public static ReleaseRecord ReleaseOf(long epsilonMicros, IEnumerable<string> silos)
    {
        var release = new ReleaseRecord { LengthBytes = 1_200, ReleaseDigest = ByteString.CopyFrom(new byte[32]) };
        release.Silos.Add(silos.Select(silo => new SiloDigest
        {
            Silo = silo,
            ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(BitConverter.GetBytes(epsilonMicros))),
            AccessId = Guid.CreateVersion7().ToString(),
            Cost = new PrivacyCost { EpsilonMicros = epsilonMicros, RhoMicros = epsilonMicros / 3 },
        }));
        return release;
    }

    /// <summary>An entry with fields that it commits to, written by the way on which a broker writes its kind.</summary>
    public async Task AppendAsync(Guid access, Action<AuditEntry> fill)
    {
        var entry = new AuditEntry
        {
            Blind = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)),
            AccessId = access.ToString(),
            RecordedUnixMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Writer = $"broker/{Broker}",
        };
        fill(entry);
        CommittedField[] fields = entry.Intent is null ? [] : [new("trainer", "lab"u8.ToArray()), new("peer", "ipv4:127.0.0.1:1"u8.ToArray())];
        switch (entry.EventCase)
        {
            case AuditEntry.EventOneofCase.Release:
                await Log.AppendAndProveAsync(entry, Cancellation);
                break;
            case AuditEntry.EventOneofCase.Outcome:
                await Log.AppendLaterAsync(entry);
                break;
            default:
                await Log.AppendAsync(entry, fields, Cancellation);
                break;
        }
    }

    /// <summary>Alters one bit of the first entry in the log's files.</summary>
    public async Task DamageAsync()
    {
        const int place = 60;
        var segment = Directory.GetFiles(Path.Combine(Log.Folder, "wal")).Single();
        await using var file = File.Open(segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = place;
        var value = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(value ^ 1));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Watch.Dispose();
        Caps.Dispose();
        await Log.DisposeAsync();
        _certificate?.Dispose();
        _logKey.Dispose();
        Auditor.Dispose();
        Holder.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(
            made.Export(X509ContentType.Pfx), password: null); // A key that was just made is not one TLS can use.
    }
}
