using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Budgets;
using Federation.Adapter.Catalogues;
using Federation.Adapter.Checks;
using Federation.Adapter.Journal;
using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples;
using Federation.Adapter.Samples.Preparation;
using Federation.Adapter.Samples.Removals;
using Federation.Adapter.Slices;
using Federation.Audit;
using Federation.Hosting.Audits;
using Federation.Hosting.Configuration;
using Federation.Hosting.Telemetry;
using Federation.Privacy.Randomness;
using Federation.Stores;

namespace Federation.Adapter;

/// <summary>
/// An adapter without its network: the log opened and folded, stores connected, both pipelines put together.
/// </summary>
public sealed class AdapterCore : IAsyncDisposable
{
    private readonly AdapterLog _log;
    private readonly AnswerStore _answers;
    private readonly StoreSet _stores;
    private readonly SecureNoiseSource _noise;
    private readonly string _federation;

    private AdapterCore(
        string federation, AdapterLog log, AnswerStore answers, StoreSet stores, SecureNoiseSource noise,
        QueryPipeline queries, SamplePipeline samples, CatalogueWriter catalogue, BudgetReporter budgets,
        ReleaseSealer sealer)
    {
        (_federation, _log, _answers, _stores, _noise) = (federation, log, answers, stores, noise);
        (Queries, Samples, Catalogue, Budgets, Sealer) = (queries, samples, catalogue, budgets, sealer);
    }

    /// <summary>The way of a statistic.</summary>
    public QueryPipeline Queries { get; }

    /// <summary>The way of a sample.</summary>
    public SamplePipeline Samples { get; }

    /// <summary>What the silo offers.</summary>
    public CatalogueWriter Catalogue { get; }

    /// <summary>What trainers spent and have left.</summary>
    public BudgetReporter Budgets { get; }

    /// <summary>Signs what leaves.</summary>
    public ReleaseSealer Sealer { get; }

    /// <summary>Watches the broker's log.</summary>
    public Witness Witness => _log.Witness;

    /// <summary>Entangles the adapter's log with the broker's.</summary>
    public LogExchanger Exchanger => _log.Exchanger;

    /// <summary>
    /// Whether log, openings and answers can be written; when not, nothing leaves and health says NOT_SERVING.
    /// </summary>
    public bool IsWritable => _log.Journal.IsWritable && _answers.IsWritable;

    /// <summary>Whether a log of this name can be the broker's.</summary>
    internal bool MayBeBroker(string origin) =>
        origin.StartsWith($"{_federation}/broker/", StringComparison.Ordinal)
        && LogOrigin.Split(origin).Log.EndsWith("/audit", StringComparison.Ordinal);

    /// <summary>What auditors are shown.</summary>
    /// <param name="openTags">The committed fields that they may open.</param>
    internal AuditedLog Audited(IReadOnlySet<string> openTags) => _log.Audited(openTags);

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
        AdapterLog? log = null;
        AnswerStore? answers = null;
        AdapterCore? core = null;
        try
        {
            ThrowIfAny(
            [
                .. SharedSources.Find(policies),
                .. SliceRecipients.Find(policies, identity.SigningKey.Fingerprint),
                .. WitnessDemands.Find(policies, seams.Witnesses),
            ]);
            log = await AdapterLog.OpenAsync(identity, stateFolder, policies, seams, cancellationToken);
            if (log.Courier is { } courier)
            {
                metrics.ObserveDisagreements(() => courier.Disagreeing.Count);
            }

            var prepared = await PreparedSet.BuildAsync(
                policies, stores, stateFolder, log.Ledger, identity.SelectionKey, seams.ReportPrepared,
                cancellationToken);
            answers = AnswerStore.Open(
                seams.AnswerStorage ?? FileLogStorage.Open(Path.Combine(stateFolder, "answers")));
            core = Compose(
                identity, policies, seams.Time, metrics, log, answers, stores, prepared, new SecureNoiseSource());
            return core;
        }
        finally
        {
            if (core is null)
            {
                answers?.Dispose();
                await (log?.DisposeAsync() ?? ValueTask.CompletedTask);
                await stores.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
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

    private static AdapterCore Compose(
        AdapterIdentity identity, PolicyBook policies, TimeProvider time, FederationMetrics metrics, AdapterLog log,
        AnswerStore answers, StoreSet stores, PreparedSet prepared, SecureNoiseSource noise)
    {
        var (journal, ledger) = (log.Journal, log.Ledger);
        var silo = identity.Silo;
        var quorum = new WitnessQuorum(policies, log.Courier);
        var sealer = new ReleaseSealer(identity.SigningKey, journal, quorum);
        var verifier = new RequestVerifier(identity.Federation, silo, time);
        var turns = new RequestTurns();
        var gatekeeper = new Gatekeeper(policies, time);
        var accesses = new AccessRecorder(journal);
        var queries = new QueryPipeline(
            verifier, turns, gatekeeper, ledger, new StoreReader(stores), new ReleaseWriter(silo, noise, answers),
            new ReleaseRecorder(answers, journal), quorum, sealer, accesses, metrics);
        var samples = new SamplePipeline(
            silo, verifier, turns, gatekeeper, ledger,
            new SampleFilter(stores, prepared, identity.SelectionKey), new ChunkEncryptor(silo),
            new ChunkRecorder(answers, journal), new RemovalWriter(silo),
            new RemovalRecorder(answers, journal), quorum, new FrameWriter(sealer), accesses, metrics);
        var catalogue = new CatalogueWriter(silo, policies, log.Log.VerifierKey, time);
        var budgets = new BudgetReporter(silo, verifier, policies, ledger, time);
        return new AdapterCore(
            identity.Federation, log, answers, stores, noise, queries, samples, catalogue, budgets, sealer);
    }
}
