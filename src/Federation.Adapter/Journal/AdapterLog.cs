using Federation.Adapter.Budgets;
using Federation.Adapter.Guards;
using Federation.Adapter.Policies;
using Federation.Audit;
using Federation.Hosting.Audits;
using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Adapter.Journal;

/// <summary>An adapter's one durable truth, opened: its log, the openings beside it, and the ledger folded from
/// it.</summary>
internal sealed class AdapterLog : IAsyncDisposable
{
    private readonly OpeningStore _openings;

    private AdapterLog(
        AuditLog log, OpeningStore openings, AuditJournal journal, BudgetLedger ledger, Witness witness,
        WitnessOptions? witnesses, TimeProvider time)
    {
        (Log, _openings, Journal, Ledger, Witness) = (log, openings, journal, ledger, witness);
        Exchanger = new LogExchanger(log, witness, time);
        Courier = WitnessCourier.Start(log, Exchanger, witnesses, time);
    }

    /// <summary>The log.</summary>
    public AuditLog Log { get; }

    /// <summary>Writes it.</summary>
    public AuditJournal Journal { get; }

    /// <summary>What its debits add up to.</summary>
    public BudgetLedger Ledger { get; }

    /// <summary>Watches the broker's log.</summary>
    public Witness Witness { get; }

    /// <summary>Entangles the log with the broker's.</summary>
    public LogExchanger Exchanger { get; }

    /// <summary>Shows the log to witnesses; null where there are none.</summary>
    public WitnessCourier? Courier { get; }

    /// <summary>What auditors are shown.</summary>
    /// <param name="openTags">The committed fields that they may open.</param>
    public AuditedLog Audited(IReadOnlySet<string> openTags) =>
        new(Log, _openings.Find, Witness, Exchanger, Courier, openTags);

    /// <summary>Opens the log, held against what is kept outside of the state, and folds it.</summary>
    /// <exception cref="Hosting.Configuration.ConfigurationException">Another adapter of the holder is the home of a
    /// lineage, or has its table under another.</exception>
    /// <exception cref="AuditLogUnavailableException">Another process writes it, or it cannot be written.</exception>
    /// <exception cref="AuditLogDamagedException">It was cut, edited or rolled back.</exception>
    public static async Task<AdapterLog> OpenAsync(
        AdapterIdentity identity, string stateFolder, PolicyBook policies, AdapterSeams seams,
        CancellationToken cancellationToken)
    {
        var guard = seams.GuardFolder is { } folder ? GuardFolder.Open(folder) : null;
        guard?.Claim(policies, $"{identity.Silo} {identity.SigningKey.Fingerprint}");
        var log = await OpenLogAsync(identity, stateFolder, guard, seams, cancellationToken);
        OpeningStore? openings = null;
        AdapterLog? opened = null;
        try
        {
            openings = OpeningStore.Open(Path.Combine(stateFolder, "openings"));
            var journal = new AuditJournal(log, openings, identity.Silo, seams.Time);
            var witness = new Witness(
                new Cosigner(log.Origin, identity.LogKey), new WitnessJournal(journal), seams.Time);
            var ledger = new BudgetLedger(await FoldAsync(log, witness, cancellationToken), journal);
            opened = new AdapterLog(log, openings, journal, ledger, witness, seams.Witnesses, seams.Time);
            return opened;
        }
        finally
        {
            if (opened is null)
            {
                openings?.Dispose();
                await log.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (Courier?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Exchanger.DisposeAsync();
        await Log.DisposeAsync();
        _openings.Dispose();
        Witness.Dispose();
    }

    private static Task<AuditLog> OpenLogAsync(
        AdapterIdentity identity, string stateFolder, GuardFolder? guard, AdapterSeams seams,
        CancellationToken cancellationToken)
    {
        var options = LogPlace.Newest(identity.Federation, identity.Silo, stateFolder, guard) with
        {
            Storage = seams.LogStorage,
        };
        return AuditLog.OpenAsync(
            options, new NoteSigner(options.Origin, identity.LogKey), seams.Time, cancellationToken);
    }

    private static async Task<LedgerFold> FoldAsync(AuditLog log, Witness witness, CancellationToken cancellationToken)
    {
        await ShardHead.CheckAsync(log, cancellationToken);
        var fold = new LedgerFold();
        await foreach (var (index, bytes) in log.ReadAllAsync(cancellationToken))
        {
            foreach (var (at, entry) in CarriedEntries.Of(index, AuditJournal.Parse(bytes.Span)))
            {
                fold.Apply(at, entry);
                if (entry.PeerCheckpoint is { } seen)
                {
                    witness.Restore(seen);
                }
            }
        }

        return fold;
    }
}
