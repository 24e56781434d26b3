using Federation.Broker;
using Federation.Broker.Records;
using Federation.Broker.Releases;
using Federation.Broker.Requests;
using Federation.Broker.Samples;
using Federation.Broker.Silos;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Federation.Sealing;
using Google.Protobuf;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Tests.Broker;

/// <summary>The broker's rooms put together around silos in the same process; the log is a list.</summary>
internal sealed class TestBroker : IBrokerLog, IReceiptCheck, IDisposable
{
    public const string Federation = "demo.federation";

    private static readonly SigningKey TrainerKey = SigningKey.FromSeed(Enumerable.Repeat((byte)99, 32).ToArray());

    private readonly TrainerLimits _limits;

    /// <summary>How long a silo is waited for, where one hangs: long enough that the others, on a busy machine, do not.
    /// </summary>
    public const int ShortDeadlineMs = 2_000;

    private const int LongDeadlineMs = 60_000;

    public TestBroker(
        IReadOnlyList<FakeSilo> silos, int requestsPerMinute = 100, IDistributedCache? cache = null,
        int deadlineMs = LongDeadlineMs, IBrokerLog? log = null)
    {
        cache ??= new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        _limits = new TrainerLimits(requestsPerMinute);
        var time = TimeProvider.System;
        var deadline = TimeSpan.FromMilliseconds(deadlineMs);
        var records = new BrokerRecords("hub", log ?? this, time);
        var door = new RequestDoor(Federation, _limits, records, time);
        Catalogues = new SiloCatalogues(
            Federation, [.. silos.Select(silo => silo.Silo)],
            new CatalogueCache(cache, time, NullLogger<CatalogueCache>.Instance), deadline, time);
        var search = new HolderSearch(Catalogues, records);
        Query = new FederatedQuery(door, search, new ReleaseVerifier(this), records, deadline, time);
        Budget = new FederatedBudget(door, [.. silos.Select(silo => silo.Silo)], deadline, time);
        Sample = new FederatedSample(door, search, new SampleRelay(this, records, deadline, time), records);
    }

    public SiloCatalogues Catalogues { get; }

    public FederatedQuery Query { get; }

    public FederatedBudget Budget { get; }

    public FederatedSample Sample { get; }

    public List<string> Events { get; } = [];

    public List<AuditEntry> Entries { get; } = [];

    public int? FailsAtEntry { get; set; }

    public static Caller Trainer { get; } = CallerOf(PeerRole.Trainer);

    public static Caller CallerOf(PeerRole role) =>
        new(new PeerIdentity(Federation, role, "acme", DateTimeOffset.MaxValue), "ipv4:127.0.0.1:1");

    public static Envelope Sign(SigningKey key, string kind, IMessage message)
    {
        var type = $"application/vnd.federation.{kind}.v1";
        var payload = message.ToByteString();
        return new Envelope
        {
            PayloadType = type,
            Payload = payload,
            PublicKey = ByteString.CopyFrom(key.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(key, type, payload.Span)),
        };
    }

    public static Envelope Ask(Action<StatisticRequest>? twist = null)
    {
        var request = new StatisticRequest
        {
            Header = NewHeader(),
            EpsilonMicros = 500_000,
            Query = new AggregateQuery
            {
                Dataset = "people",
                GroupBy = { "sex" },
                Measures = { new Measure { Kind = MeasureKind.Count } },
            },
        };
        twist?.Invoke(request);
        return Sign(TrainerKey, "statistic-request", request);
    }

    public static Envelope AskBudget(Action<BudgetRequest>? twist = null)
    {
        var request = new BudgetRequest { Header = NewHeader() };
        twist?.Invoke(request);
        return Sign(TrainerKey, "budget-request", request);
    }

    public static Envelope AskSample(Action<SampleRequest>? change = null)
    {
        var request = new SampleRequest { Header = NewHeader(), Dataset = "people", RecordsCount = 100 };
        change?.Invoke(request);
        return Sign(TrainerKey, "sample-request", request);
    }

    public Task AppendAsync(
        AuditEntry entry, IReadOnlyList<CommittedField> fields, CancellationToken cancellationToken)
    {
        lock (Entries)
        {
            if (FailsAtEntry <= Entries.Count)
            {
                throw new RefusalException(Refusal.AuditUnavailable());
            }

            Entries.Add(entry);
            Events.Add(entry.EventCase.ToString());
        }

        return Task.CompletedTask;
    }

    public async Task<BrokerReceipt> AppendAndProveAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await AppendAsync(entry, [], cancellationToken);
        return new BrokerReceipt(new Receipt { Entry = entry.ToByteString() }, "key of the log");
    }

    public Task AppendLaterAsync(AuditEntry entry) => AppendAsync(entry, [], CancellationToken.None);

    public bool IsOnLog(string proof, ReadOnlySpan<byte> entry, string logVerifierKey) => proof == FakeSilo.GoodProof;

    public void Dispose() => _limits.Dispose();

    private static RequestHeader NewHeader()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return new RequestHeader
        {
            RequestId = Guid.NewGuid().ToString(),
            Audience = Federation,
            Agreement = "acme-2026",
            Purpose = "research",
            TrainerKey = ByteString.CopyFrom(TrainerKey.PublicKey),
            IssuedUnixMs = now,
            ExpiresUnixMs = now + 60_000,
        };
    }
}
