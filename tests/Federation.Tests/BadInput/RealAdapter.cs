using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Federation.Adapter;
using Federation.Audit;
using Federation.Cli.Keys;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Links;
using Federation.Sealing;
using Federation.Tests.Cli;
using Google.Protobuf;

namespace Federation.Tests.BadInput;

/// <summary>
/// A whole adapter as it is run: configuration, keys and policy from files, served over mutual TLS on a free port.
/// </summary>
internal sealed class RealAdapter : IAsyncDisposable
{
    public const string Federation = "demo.federation";
    public const string Silo = "hospital";
    public const string Method = "/federation.adapter.v1.AdapterService/ReleaseStatistic";
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _trainer;
    private readonly LinkCredentials _broker;
    private AdapterHost? _host;

    public RealAdapter(string data = "pid,sex\n1,f\n2,m\n", int requestsMax = 1_000, int? replySlotMs = null)
    {
        KeyWriter.Write(
            _folder["keys"], Federation,
            [
                new KeyParty(PartyRole.Broker, "hub"), new KeyParty(PartyRole.Adapter, Silo),
                new KeyParty(PartyRole.Trainer, "lab"),
            ],
            1, TimeProvider.System);
        _trainer = KeyOf("trainer/lab/signing.key");
        _broker = LinkCredentials.Load(
            new LinkOptions(
                new IPEndPoint(IPAddress.Loopback, 0), _folder["keys/broker/hub/ca.pem"],
                _folder["keys/broker/hub/tls.pem"], _folder["keys/broker/hub/tls.key"], 1),
            TimeProvider.System);
        File.WriteAllText(_folder["people.csv"], data);
        Directory.CreateDirectory(_folder["policies"]);
        File.WriteAllText(_folder["policies/people.yaml"], Policy(requestsMax, replySlotMs));
        WriteOptions("127.0.0.1:0");
    }

    public string OptionsFile => _folder["adapter.yaml"];

    public Uri Address => _host!.Address;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void WriteOptions(string listen) => File.WriteAllText(OptionsFile, $"""
        silo: {Silo}
        federation: {Federation}
        listen: {listen}
        keys: keys/adapter/{Silo}
        state: state
        policies: policies

        """);

    public async Task<RealAdapter> StartAsync()
    {
        _host = await AdapterHost.StartAsync(AdapterOptions.Load(OptionsFile), Cancellation);
        return this;
    }

    public Envelope SignedQuestion(long epsilonMicros, Action<StatisticRequest>? change = null)
    {
        var now = DateTimeOffset.UtcNow;
        var request = new StatisticRequest
        {
            Header = new RequestHeader
            {
                RequestId = Guid.NewGuid().ToString("D"),
                Audience = Federation,
                Agreement = "lab-2026",
                Purpose = "research",
                TrainerKey = ByteString.CopyFrom(_trainer.PublicKey),
                IssuedUnixMs = now.ToUnixTimeMilliseconds(),
                ExpiresUnixMs = now.AddMinutes(4).ToUnixTimeMilliseconds(),
            },
            Query = new AggregateQuery
            {
                Dataset = "people",
                GroupBy = { "sex" },
                Measures = { new Measure { Kind = MeasureKind.Count } },
            },
            EpsilonMicros = epsilonMicros,
        };
        change?.Invoke(request);
        return Sign(request.ToByteArray());
    }

    /// <summary>Any bytes under a signature that verifies.</summary>
    public Envelope Sign(byte[] payload)
    {
        const string Type = "application/vnd.federation.statistic-request.v1";
        return new Envelope
        {
            PayloadType = Type,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(_trainer.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(_trainer, Type, payload)),
        };
    }

    public HttpClient Client() => new(LinkClient.CreateHandler(_broker, PeerRole.Adapter, id: null));

    /// <summary>A client that checks the adapter and shows nothing of itself.</summary>
    public HttpClient Stranger()
    {
        var handler = LinkClient.CreateHandler(_broker, PeerRole.Adapter, id: null);
        handler.SslOptions.ClientCertificates = null;
        handler.SslOptions.LocalCertificateSelectionCallback = null;
        return new HttpClient(handler);
    }

    /// <summary>Sends bytes as the body of a call, and gives what came back: HTTP status, headers and trailers.</summary>
    public async Task<Dictionary<string, string>> SendAsync(
        HttpContent content, string method = Method, Uri? address = null, HttpClient? client = null)
    {
        using var own = client is null ? Client() : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address ?? Address, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Content.Headers.ContentType ??= new MediaTypeHeaderValue("application/grpc");
        using var response = await (client ?? own!).SendAsync(request, Cancellation);
        await response.Content.ReadAsByteArrayAsync(Cancellation);
        var answer = response.Headers.Concat(response.TrailingHeaders)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.Ordinal);
        answer[":status"] = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    /// <summary>A message as gRPC frames it.</summary>
    public static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Waits until a process that runs an adapter serves; where.</summary>
    public static async Task<Uri> ReadyAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith("READY ", StringComparison.Ordinal))
            {
                return new Uri(line.Split(' ')[^1]);
            }
        }

        throw new InvalidOperationException("The adapter ended before it was ready.");
    }

    /// <summary>Asks over a connection of its own, or over that of a client that is given.</summary>
    public Task<Dictionary<string, string>> AskAsync(
        Envelope envelope, Uri? address = null, HttpClient? client = null) => SendAsync(
        new ByteArrayContent(Frame(
            new Contracts.Adapter.V1.ReleaseStatisticRequest { Envelope = envelope }.ToByteArray())),
        address: address, client: client);

    /// <summary>Every entry of the log; the adapter is stopped first.</summary>
    public async Task<List<AuditEntry>> EntriesAsync()
    {
        await StopAsync();
        var origin = $"{Federation}/adapter/{Silo}/audit";
        using var key = KeyOf($"adapter/{Silo}/log.key");
        await using var log = await AuditLog.OpenAsync(
            new AuditLogOptions { Directory = _folder["state/audit"], Origin = origin },
            new NoteSigner(origin, key), TimeProvider.System, Cancellation);
        var entries = new List<AuditEntry>();
        await foreach (var (_, bytes) in log.ReadAllAsync(Cancellation))
        {
            entries.Add(AuditEntry.Parser.ParseFrom(bytes.Span[1..]));
        }

        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _trainer.Dispose();
        _broker.Dispose();
        _folder.Dispose();
    }

    private async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    private SigningKey KeyOf(string file) =>
        SigningKey.FromSeed(Convert.FromBase64String(File.ReadAllText(_folder[$"keys/{file}"])));

    private string Policy(int requestsMax, int? replySlotMs) => $$"""
        dataset: people
        description: Made-up people
        lineage: people
        epoch: 1
        store: {kind: csv, path: '{{_folder["people.csv"]}}'}
        unit: {column: pid}
        recordId: {content-hash: true}
        recordsPerUnit: 1
        rowsMax: 1_000
        {{(replySlotMs is null ? "" : $"replySlotMs: {replySlotMs}")}}
        purposes: [research]
        columns:
          - {name: sex, type: text, domain: [f, m]}
        budget: {lineageEpsilon: 1, trainerEpsilon: 1, requestEpsilon: 1}
        agreements:
          - id: lab-2026
            trainer: {{_trainer.Fingerprint}}
            deliveries: [statistics]
            purposes: [research]
            from: {{Date(-2)}}
            until: {{Date(2)}}
            quotas: {epsilon: 1, requests: {{requestsMax}}, records: 1}

        """;

    private static string Date(int days) =>
        DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
