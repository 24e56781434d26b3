using System.Buffers.Binary;
using Federation.Adapter;
using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Policies;
using Federation.Adapter.Samples.Preparation;
using Federation.Audit;
using Federation.Audit.Tests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Curation.Redaction;
using Federation.Hosting.Telemetry;
using Federation.Hosting.Witnesses;
using Federation.Privacy.Schemas;
using Federation.Sealing;
using Federation.Stores;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using ColumnKind = Federation.Privacy.Schemas.ColumnKind;
using MeasureKind = Federation.Contracts.Type.V1.MeasureKind;

namespace Federation.Tests.Adapter;

/// <summary>One adapter without network over a small CSV file, and a trainer who signs what it is told to.</summary>
internal sealed class AdapterRig : IAsyncDisposable
{
    public const string Federation = "test.federation";
    public const string Silo = "hospital-a";
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private AdapterIdentity _identity;

    private readonly ServiceProvider _metrics =
        new ServiceCollection().AddMetrics().AddSingleton<FederationMetrics>().BuildServiceProvider();

    private AdapterCore? _core;

    public AdapterRig() => _identity = new AdapterIdentity(
        Federation, Silo, SigningKey.Create(), SigningKey.Create(), new byte[32]);

    public string Folder { get; } = Directory.CreateTempSubdirectory("federation-adapter-").FullName;

    public WatchedTime Time { get; } = new(Start);

    public SigningKey Trainer { get; init; } = SigningKey.Create();

    /// <summary>Another trainer, with an agreement of its own.</summary>
    public SigningKey Second { get; } = SigningKey.Create();

    public string Lineage { get; set; } = "people-lineage";

    public int RecordsPerUnit { get; init; } = 1;

    /// <summary>Writes the data into a folder; null writes the CSV.</summary>
    public Func<string, StoreOptions>? Source { get; init; }

    public HpkePrivateKey TrainerEncryption { get; } = HpkePrivateKey.Generate();

    public long LineageEpsilonMicrosMax { get; init; } = 10_000_000;

    public long TrainerEpsilonMicrosMax { get; init; } = 10_000_000;

    /// <summary>What else the policy says of the budget.</summary>
    public Func<BudgetRules, BudgetRules> Budget { get; init; } = rules => rules;

    /// <summary>What else the policy says of samples.</summary>
    public Func<SampleRules, SampleRules> Samples { get; init; } = rules => rules;

    /// <summary>Policies in place of the one over the CSV file.</summary>
    public PolicyBook? Book { get; init; }

    /// <summary>Where the checkpoint is kept outside the state; null keeps none.</summary>
    public string? GuardFolder { get; set; }

    /// <summary>The key of its log, where others have to know it before.</summary>
    public SigningKey LogKey
    {
        init => _identity = _identity with { LogKey = value };
    }

    /// <summary>Who cosigns its log; nobody by default.</summary>
    public WitnessOptions? Witnesses { get; init; }

    /// <summary>Whether the policy lets nothing leave without a quorum of them.</summary>
    public bool RequiresWitnesses { get; init; }

    /// <summary>The slot at whose end replies leave; none unless a test looks at it, for the clock stands still.</summary>
    public int ReplySlotMs { get; init; }

    public long RecordsMax { get; init; } = 1_000;

    public int UnitsMax { get; init; } = 1_000;

    public string[] Csv { get; init; } = ["pid,sex,age,note", "1,f,30,hello", "2,m,40,mail me at ada@example.org"];

    public CountingStore? Store { get; private set; }

    /// <summary>Runs before data is read, also while the adapter starts.</summary>
    public Action BeforeRead { get; set; } = () => { };

    /// <summary>Takes how datasets came by their index; where it is there, the adapter opens its stores itself.</summary>
    public List<ContributionIndexState>? IndexStates { get; init; }

    /// <summary>What starts prepared for samples, one report a start.</summary>
    public List<PreparedReport> Prepared { get; } = [];

    public FaultyStorage? LogStorage { get; private set; }

    public AdapterCore Core => _core ?? throw new InvalidOperationException("Start the rig first.");

    /// <summary>The policy over the CSV file, where no other source is named.</summary>
    public DatasetPolicy Policy => PolicyOver(
        new StoreOptions { Kind = StoreKind.Csv, Path = Path.Combine(Folder, "people.csv") });

    public AdapterIdentity Identity => _identity;

    public byte[] SelectionKey => _identity.SelectionKey;

    public string StateFolder => Path.Combine(Folder, "state");

    public VerifyKey AdapterKey => _identity.SigningKey.VerifyKey;

    public string AuditFolder => ShardFolders.Of(FirstAuditFolder, ShardFolders.Newest(FirstAuditFolder));

    private string FirstAuditFolder => Path.Combine(Folder, "state", "audit");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the adapter; what it counts goes to the metrics of a host where a test has one.</summary>
    public async Task<AdapterRig> StartAsync(FederationMetrics? metrics = null)
    {
        var policy = PolicyOver(Source is null ? await WriteCsvAsync() : Source(Folder));
        LogStorage = new FaultyStorage(FileLogStorage.Open(AuditFolder));
        _core = await AdapterCore.OpenAsync(
            _identity, Path.Combine(Folder, "state"), Book ?? PolicyBook.Of([policy]),
            metrics ?? _metrics.GetRequiredService<FederationMetrics>(),
            new AdapterSeams(
                Time,
                IndexStates is not null ? null
                    : opened => Store = new CountingStore(StoreFactory.Open(opened.Store, _identity.SelectionKey))
                    {
                        BeforeRead = BeforeRead,
                    },
                LogStorage, (_, state) => IndexStates?.Add(state), GuardFolder, Witnesses: Witnesses,
                ReportPrepared: Prepared.Add),
            Cancellation);
        return this;
    }

    public async Task RestartAsync()
    {
        await Core.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Stops the adapter, closes its log, and starts it on the next shard.</summary>
    public async Task AdvanceAsync()
    {
        await Core.DisposeAsync();
        var number = ShardFolders.Newest(FirstAuditFolder);
        var plan = new ShardPlan(
            LogPlace.Of(Federation, Silo, StateFolder, guard: null, number),
            LogPlace.Of(Federation, Silo, StateFolder, guard: null, number + 1),
            _identity.LogKey, $"adapter/{Silo}", new LedgerEssence().Of);
        await LogShards.AdvanceAsync(plan, Time, Cancellation);
        await StartAsync();
    }

    /// <summary>The key of a shard of the adapter's log.</summary>
    public string LogKeyOf(long number) => new NoteSigner(
        LogOrigin.Of($"{Federation}/adapter/{Silo}/audit", number), _identity.LogKey).VerifierKey;

    public Task<SealedRelease> AskAsync(
        long epsilonMicros, Action<StatisticRequest>? change = null, string? requestId = null,
        SigningKey? trainer = null) =>
        Core.Queries.RunAsync(SignedQuestion(epsilonMicros, change, requestId, trainer), Cancellation);

    public Envelope SignedBudgetRequest(SigningKey? trainer = null, Action<BudgetRequest>? change = null)
    {
        var request = new BudgetRequest { Header = HeaderOf(requestId: null, trainer ?? Trainer) };
        change?.Invoke(request);
        return Sign("application/vnd.federation.budget-request.v1", request, trainer);
    }

    public Envelope SignedQuestion(
        long epsilonMicros, Action<StatisticRequest>? change = null, string? requestId = null,
        SigningKey? trainer = null)
    {
        var request = new StatisticRequest
        {
            Header = HeaderOf(requestId, trainer ?? Trainer),
            Query = new AggregateQuery { Dataset = "people", GroupBy = { "sex" } },
            EpsilonMicros = epsilonMicros,
        };
        request.Query.Measures.Add(new Measure { Kind = MeasureKind.Count });
        change?.Invoke(request);
        return Sign("application/vnd.federation.statistic-request.v1", request, trainer);
    }

    public Task<List<SampleFrame>> SampleAsync(
        int recordsCount, Action<SampleRequest>? change = null, string? requestId = null) =>
        StreamAsync(SignedSample(recordsCount, change, requestId));

    public Envelope SignedSample(
        int recordsCount, Action<SampleRequest>? change, string? requestId, SigningKey? trainer = null)
    {
        var request = new SampleRequest
        {
            Header = HeaderOf(requestId, trainer ?? Trainer),
            Dataset = "people",
            RecordsCount = recordsCount,
            EncryptionKey = ByteString.CopyFrom(TrainerEncryption.PublicKey),
        };
        change?.Invoke(request);
        return Sign("application/vnd.federation.sample-request.v1", request, trainer);
    }

    public async Task<List<SampleFrame>> StreamAsync(Envelope envelope)
    {
        var frames = new List<SampleFrame>();
        await Core.Samples.RunAsync(
            envelope,
            frame =>
            {
                frames.Add(frame);
                return Task.CompletedTask;
            },
            Cancellation);
        return frames;
    }

    /// <summary>Asks for a sample and goes away with so many frames of it.</summary>
    public async Task<List<SampleFrame>> BreakOffAsync(Envelope envelope, int framesCount)
    {
        var frames = new List<SampleFrame>();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Core.Samples.RunAsync(
            envelope,
            frame =>
            {
                frames.Add(frame);
                return frames.Count == framesCount ? throw new OperationCanceledException() : Task.CompletedTask;
            },
            Cancellation));
        return frames;
    }

    /// <summary>What the trainer reads after decrypting: one array of fields a record.</summary>
    public List<string[]> Open(List<SampleFrame> frames)
    {
        var records = new List<string[]>();
        SampleChunk? chunk = null;
        var ciphertext = new MemoryStream();
        foreach (var frame in frames)
        {
            switch (frame.KindCase)
            {
                case SampleFrame.KindOneofCase.Chunk:
                    chunk = SampleChunk.Parser.ParseFrom(frame.Chunk.Envelope.Payload);
                    ciphertext = new MemoryStream();
                    break;
                case SampleFrame.KindOneofCase.Ciphertext:
                    ciphertext.Write(frame.Ciphertext.Span);
                    break;
                default:
                    continue;
            }

            if (chunk is not null && ciphertext.Length == chunk.CiphertextLengthBytes)
            {
                records.AddRange(Decrypt(chunk, ciphertext.ToArray()));
            }
        }

        return records;
    }

    public Envelope Sign(string payloadType, IMessage message, SigningKey? trainer = null)
    {
        var key = trainer ?? Trainer;
        var payload = message.ToByteArray();
        return new Envelope
        {
            PayloadType = payloadType,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(key.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(key, payloadType, payload)),
        };
    }

    /// <summary>
    /// Every entry of the log, in order. The adapter is stopped first, as an auditor's copy would be.
    /// </summary>
    public async Task<List<AuditEntry>> EntriesAsync()
    {
        await Core.DisposeAsync();
        var origin = LogOrigin.Of($"{Federation}/adapter/{Silo}/audit", ShardFolders.Newest(FirstAuditFolder));
        await using var log = await AuditLog.OpenAsync(
            new AuditLogOptions { Directory = AuditFolder, Origin = origin },
            new NoteSigner(origin, _identity.LogKey), Time, Cancellation);
        var entries = new List<AuditEntry>();
        await foreach (var (_, bytes) in log.ReadAllAsync(Cancellation))
        {
            entries.Add(AuditEntry.Parser.ParseFrom(bytes.Span[1..]));
        }

        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await (_core?.DisposeAsync() ?? ValueTask.CompletedTask);
        LogStorage?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private IEnumerable<string[]> Decrypt(SampleChunk chunk, byte[] ciphertext)
    {
        var associatedData = new byte[36];
        chunk.RequestDigest.CopyTo(associatedData, 0);
        BinaryPrimitives.WriteInt32BigEndian(associatedData.AsSpan(32), chunk.ChunkNumber);
        var plaintext = Hpke.Open(
            TrainerEncryption, chunk.EncapsulatedKey.Span, "fedgw/sample-chunk/v1"u8, associatedData, ciphertext);
        return SampleRecords.Parser.ParseFrom(plaintext).Records
            .Select(record => record.Fields.Select(field => field.Text).ToArray());
    }

    private async Task<StoreOptions> WriteCsvAsync()
    {
        var file = Path.Combine(Folder, "people.csv");
        if (!File.Exists(file))
        {
            await File.WriteAllLinesAsync(file, Csv, Cancellation);
        }

        return new StoreOptions { Kind = StoreKind.Csv, Path = file };
    }

    private RequestHeader HeaderOf(string? requestId, SigningKey trainer) => new()
    {
        RequestId = requestId ?? Guid.NewGuid().ToString("D"),
        Audience = Federation,
        Agreement = trainer == Trainer ? "agreement-1" : "agreement-second",
        Purpose = "training",
        TrainerKey = ByteString.CopyFrom(trainer.PublicKey),
        IssuedUnixMs = Time.GetUtcNow().ToUnixTimeMilliseconds(),
        ExpiresUnixMs = Time.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds(),
    };

    private DatasetPolicy PolicyOver(StoreOptions store) => new()
    {
        Dataset = "people",
        Description = "Made-up people.",
        File = "people.yaml",
        ReplySlotMs = ReplySlotMs,
        RequiresWitnesses = RequiresWitnesses,
        Digest = new byte[32],
        Store = store,
        Shape = new DatasetShape(
            "people", Lineage, 1, "pid", "pid", RecordsPerUnit,
            [
                new ColumnShape("pid", ColumnKind.Integer, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
                new ColumnShape(
                    "sex", ColumnKind.Text, null, [DomainValue.Of("f"), DomainValue.Of("m")],
                    Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
                new ColumnShape(
                    "age", ColumnKind.Integer, new NumericBounds(0, 120, 1), [],
                    Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
                new ColumnShape("note", ColumnKind.Text, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
            ],
            10_000),
        Budget = Budget(new BudgetRules(LineageEpsilonMicrosMax, TrainerEpsilonMicrosMax, 10_000_000)),
        Purposes = ["training"],
        Samples = Samples(new SampleRules(
            [
                new SampleColumn("sex", ColumnKind.Text, RedactionRecipe.Labels([])),
                new SampleColumn(
                    "note", ColumnKind.Text,
                    RedactionRecipe.Labels(["email", "phone", "resident-id", "bank-card", "ip", "url-credentials"])),
            ],
            UnitsMax, 1_000)),
        Agreements =
        [
            AgreementOf("agreement-1", Trainer), AgreementOf("agreement-second", Second),
        ],
    };

    private Agreement AgreementOf(string id, SigningKey trainer) => new(
        id, trainer.Fingerprint, [DeliveryKind.Statistics, DeliveryKind.Samples], ["training"],
        Start.AddDays(-1), Start.AddDays(30), new AgreementQuotas(100_000_000, 100_000, RecordsMax));
}
