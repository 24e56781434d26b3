using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Budgets;
using Federation.Adapter.Catalogues;
using Federation.Adapter.Checks;
using Federation.Adapter.Guards;
using Federation.Adapter.Journal;
using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples;
using Federation.Audit;
using Federation.Hosting.Configuration;
using Federation.Hosting.Telemetry;
using Federation.Privacy.Randomness;
using Federation.Sealing;
using Federation.Stores;

namespace Federation.Adapter;

/// <summary>
/// An adapter without its network: the log opened and folded, stores connected, both pipelines put together.
/// </summary>
public sealed class AdapterCore : IAsyncDisposable
{
    private readonly AuditLog _log;
    private readonly OpeningStore _openings;
    private readonly AnswerStore _answers;
    private readonly AuditJournal _journal;
    private readonly StoreSet _stores;
    private readonly SecureNoiseSource _noise;

    private AdapterCore(
        AuditLog log, OpeningStore openings, AnswerStore answers, AuditJournal journal, StoreSet stores,
        SecureNoiseSource noise, QueryPipeline queries, SamplePipeline samples, CatalogueWriter catalogue,
        ReleaseSealer sealer)
    {
        (_log, _openings, _answers, _journal) = (log, openings, answers, journal);
        (_stores, _noise) = (stores, noise);
        (Queries, Samples, Catalogue, Sealer) = (queries, samples, catalogue, sealer);
    }

    /// <summary>The way of a statistic.</summary>
    public QueryPipeline Queries { get; }

    /// <summary>The way of a sample.</summary>
    public SamplePipeline Samples { get; }

    /// <summary>What the silo offers.</summary>
    public CatalogueWriter Catalogue { get; }

    /// <summary>Signs what leaves.</summary>
    public ReleaseSealer Sealer { get; }

    /// <summary>
    /// Whether log, openings and answers can be written; when not, nothing leaves and health says NOT_SERVING.
    /// </summary>
    public bool IsWritable => _journal.IsWritable && _answers.IsWritable;

    /// <summary>Opens the log, folds it into ledger, replay guard and quotas, and connects the stores.</summary>
    /// <param name="identity">Who the adapter is, with its keys.</param>
    /// <param name="stateFolder">Where the log and the answers are kept.</param>
    /// <param name="policies">What may leave.</param>
    /// <param name="metrics">Counts what happens.</param>
    /// <param name="seams">Clock, stores and log storage.</param>
    /// <param name="cancellationToken">Gives up before the adapter serves.</param>
    /// <exception cref="ConfigurationException">A store cannot be read, or has two lineages.</exception>
    /// <exception cref="AuditLogUnavailableException">The log cannot be opened.</exception>
    public static async Task<AdapterCore> OpenAsync(
        AdapterIdentity identity, string stateFolder, PolicyBook policies, FederationMetrics metrics,
        AdapterSeams seams, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(seams);
        var stores = await StoreSet.OpenAsync(
            policies, seams.OpenStore ?? (policy => StoreFactory.Open(
                IndexedStore.Of(policy, stateFolder, seams.ReportIndex), identity.SelectionKey)),
            cancellationToken);
        AuditLog? log = null;
        OpeningStore? openings = null;
        AnswerStore? answers = null;
        AdapterCore? core = null;
        try
        {
            ThrowIfAny(SharedSources.Find(policies));
            var guard = seams.GuardFolder is { } folder ? GuardFolder.Open(folder) : null;
            guard?.Claim(policies, $"{identity.Silo} {identity.SigningKey.Fingerprint}");
            log = await OpenLogAsync(identity, stateFolder, guard, seams, cancellationToken);
            openings = OpeningStore.Open(Path.Combine(stateFolder, "openings"));
            var journal = new AuditJournal(log, openings, identity.Silo, seams.Time);
            var ledger = new BudgetLedger(await FoldAsync(log, cancellationToken), journal);
            answers = AnswerStore.Open(
                seams.AnswerStorage ?? FileLogStorage.Open(Path.Combine(stateFolder, "answers")));
            core = Compose(
                identity, policies, seams.Time, metrics, log, openings, answers, journal, ledger, stores,
                new SecureNoiseSource());
            return core;
        }
        finally
        {
            if (core is null)
            {
                answers?.Dispose();
                openings?.Dispose();
                await (log?.DisposeAsync() ?? ValueTask.CompletedTask);
                await stores.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _openings.Dispose();
        _answers.Dispose();
        await _stores.DisposeAsync();
        _noise.Dispose();
    }

    private static void ThrowIfAny(IReadOnlyList<ConfigurationFault> faults)
    {
        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }
    }

    private static Task<AuditLog> OpenLogAsync(
        AdapterIdentity identity, string stateFolder, GuardFolder? guard, AdapterSeams seams,
        CancellationToken cancellationToken)
    {
        var origin = $"{identity.Federation}/adapter/{identity.Silo}/audit";
        var options = new AuditLogOptions
        {
            Directory = Path.Combine(stateFolder, "audit"),
            Origin = origin,
            Storage = seams.LogStorage,
            GuardFile = guard?.FileOf(origin),
        };
        return AuditLog.OpenAsync(options, new NoteSigner(origin, identity.LogKey), seams.Time, cancellationToken);
    }

    private static async Task<LedgerFold> FoldAsync(AuditLog log, CancellationToken cancellationToken)
    {
        var fold = new LedgerFold();
        await foreach (var (index, entry) in log.ReadAllAsync(cancellationToken))
        {
            fold.Apply(index, AuditJournal.Parse(entry.Span));
        }

        return fold;
    }

    private static AdapterCore Compose(
        AdapterIdentity identity, PolicyBook policies, TimeProvider time, FederationMetrics metrics, AuditLog log,
        OpeningStore openings, AnswerStore answers, AuditJournal journal, BudgetLedger ledger, StoreSet stores,
        SecureNoiseSource noise)
    {
        var silo = identity.Silo;
        var sealer = new ReleaseSealer(identity.SigningKey, journal);
        var verifier = new RequestVerifier(identity.Federation, silo, time);
        var turns = new RequestTurns();
        var gatekeeper = new Gatekeeper(policies, time);
        var accesses = new AccessRecorder(journal);
        var queries = new QueryPipeline(
            verifier, turns, gatekeeper, ledger, new StoreReader(stores), new ReleaseWriter(silo, noise, answers, time),
            new ReleaseRecorder(answers, journal), sealer, accesses, metrics);
        var samples = new SamplePipeline(
            silo, verifier, turns, gatekeeper, ledger, new SampleFilter(stores), new ChunkEncryptor(silo),
            new ChunkRecorder(answers, journal), new FrameWriter(sealer), accesses, metrics);
        var catalogue = new CatalogueWriter(silo, policies, log.VerifierKey, time);
        return new AdapterCore(log, openings, answers, journal, stores, noise, queries, samples, catalogue, sealer);
    }
}
