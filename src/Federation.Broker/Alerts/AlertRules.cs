using Federation.Broker.Accesses;
using Federation.Broker.Records;
using Federation.Broker.Watches;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Alerts;

/// <summary>Looks at log, budgets and peers, and says what is amiss now.</summary>
public sealed class AlertRules : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly BrokerLog _log;
    private readonly LogWatch _watch;
    private readonly CapWatch _caps;
    private readonly AlertOptions _options;
    private readonly ReconciliationReader _reconciliation;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<long> _refusedAtMs = new();
    private readonly HashSet<(string Dataset, string Purpose)> _purposes;
    private readonly List<Alert> _happened = [];

    /// <summary>Begins to look: the purposes that are on the log already are not new.</summary>
    public AlertRules(BrokerLog log, LogWatch watch, CapWatch caps, AlertOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(options);
        (_log, _watch, _caps, _options, _time) = (log, watch, caps, options, time);
        _reconciliation = new ReconciliationReader(options.Reconciliation, time);
        _purposes = [.. log.Accesses.Purposes()];
        log.Accesses.Changed += Take;
    }

    /// <summary>How much of each budget is spent.</summary>
    public IReadOnlyList<BudgetShare> Budgets() => BudgetShare.Of(_log.Accesses.Totals(), _caps.Known);

    /// <summary>How long ago each peer's log was heard of.</summary>
    public IReadOnlyList<(string Origin, TimeSpan Age)> PeerAges()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        return [.. _log.Witness.Heard
            .Select(peer => (peer.Origin, TimeSpan.FromSeconds(Math.Max(0, now - peer.UnixSeconds))))];
    }

    /// <summary>What the newest reconciliation says; null where none are expected.</summary>
    public ReconciliationState? Reconciled() => _reconciliation.Read();

    /// <summary>What is amiss now, and what happened since this was asked last.</summary>
    public IReadOnlyList<Alert> Look()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        List<Alert> found;
        int refused;
        lock (_lock)
        {
            while (_refusedAtMs.TryPeek(out var at) && at <= now - (long)Window.TotalMilliseconds)
            {
                _refusedAtMs.Dequeue();
            }

            refused = _refusedAtMs.Count;
            found = [.. _happened];
            _happened.Clear();
        }

        if (refused > _options.RefusalsMax)
        {
            found.Add(new Alert(
                AlertRule.RefusalBurst, "broker", now, $"{refused} requests were refused within five minutes."));
        }

        found.AddRange(Budgets().Where(budget => budget.IsNear).Select(budget => Of(budget, now)));
        found.AddRange(PeerAges().Where(peer => peer.Age > _options.WitnessSilence).Select(peer => new Alert(
            AlertRule.WitnessSilent, peer.Origin, now, $"{peer.Origin} was not heard of for {peer.Age:g}.")));
        return [.. found, .. OfLogs(_watch.Read(), now), .. Reconciled()?.Alerts(now) ?? []];
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Accesses.Changed -= Take;

    private static Alert Of(BudgetShare budget, long now)
    {
        var whose = budget.Trainer is { } trainer ? $" of trainer {trainer}" : "";
        return new Alert(
            budget.IsSpent ? AlertRule.BudgetSpent : AlertRule.BudgetNear,
            $"{budget.Silo}/{budget.Dataset}{whose}", now,
            $"{budget.Ratio:P0} of the budget{whose} on {budget.Dataset} at {budget.Silo} are spent.");
    }

    private static IEnumerable<Alert> OfLogs(LogHealth health, long now)
    {
        if (health.Damage is { } damage)
        {
            yield return new Alert(AlertRule.LogDamaged, "broker", now, $"The broker's log does not verify: {damage}");
        }

        if (!health.IsWritable)
        {
            yield return new Alert(AlertRule.LogUnwritable, "broker", now, "The broker's log cannot be written.");
        }

        foreach (var origin in health.Forks)
        {
            yield return new Alert(
                AlertRule.LogForked, origin, now, $"{origin} showed two views of its log that contradict each other.");
        }

        foreach (var witness in health.Disagreeing)
        {
            yield return new Alert(
                AlertRule.WitnessDisagrees, witness, now,
                $"{witness} knows another log under the broker's name: this one was rolled back or replaced.");
        }
    }

    private void Take(AccessRow row, AuditEntry entry)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_lock)
        {
            if (entry.Intent is { Decision: Decision.Deny } || (entry.Release is { } release
                && release.Silos.Any(silo => silo.Reason != RefusalReason.Unspecified)))
            {
                _refusedAtMs.Enqueue(now);
            }

            if (entry.Intent is { Decision: Decision.Allow } && _purposes.Add((row.Dataset, row.Purpose)))
            {
                _happened.Add(new Alert(
                    AlertRule.NewPurpose, $"{row.Dataset}: {row.Purpose}", now,
                    $"{row.Dataset} is used for the purpose {row.Purpose} for the first time."));
            }

            foreach (var silo in entry.Release?.Silos.Where(silo => silo.Reason == RefusalReason.ReleaseInvalid) ?? [])
            {
                _happened.Add(new Alert(
                    AlertRule.ReleaseInvalid, $"{silo.Silo}, access {row.AccessId}", now,
                    $"What {silo.Silo} sent does not verify, or is not on its log."));
            }
        }
    }
}
