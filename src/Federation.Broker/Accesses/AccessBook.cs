using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Accesses;

/// <summary>
/// The broker's log as accesses: searchable, added up by day. A fold over the log and nothing else, so it can be lost
/// at any time. Kept in memory: about 300 bytes an access.
/// </summary>
public sealed class AccessBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, AccessRow> _byId = [];
    private readonly List<AccessRow> _rows = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<(string Dataset, string Purpose)> _purposes = [];
    private readonly TotalsFold _totals = new();

    /// <summary>Happens after an entry was taken, with the access as it is now; outside the lock.</summary>
    public event Action<AccessRow, AuditEntry>? Changed;

    /// <summary>How many accesses there are.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _rows.Count;
            }
        }
    }

    /// <summary>Takes one entry of the log.</summary>
    public void Apply(long index, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        AccessRow? changed = null;
        lock (_lock)
        {
            if (Guid.TryParseExact(entry.AccessId, "D", out var id))
            {
                changed = ApplyLocked(id, index, entry) is { } row ? row with { } : null;
            }
        }

        if (changed is not null)
        {
            Changed?.Invoke(changed, entry);
        }
    }

    /// <summary>Adds up accesses of earlier shards of the log. They are no longer searched, and nothing
    /// happens.</summary>
    /// <param name="entries">What the log carries over of them, before any entry of its own is taken.</param>
    public void Carry(IEnumerable<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                if (Guid.TryParseExact(entry.AccessId, "D", out var id))
                {
                    _ = ApplyLocked(id, Audit.CarriedEntries.ElsewhereIndex, entry);
                }
            }

            _rows.Clear();
            _byId.Clear();
        }
    }

    /// <summary>Finds accesses, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to leave out; at least 0.</param>
    /// <param name="take">How many to give; at least 0.</param>
    public AccessPage Search(AccessFilter filter, int skip, int take)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var (found, rows) = (0L, new List<AccessRow>());
        lock (_lock)
        {
            for (var place = _rows.Count - 1; place >= 0; place--)
            {
                if (filter.Matches(_rows[place]))
                {
                    if (found >= skip && rows.Count < take)
                    {
                        rows.Add(_rows[place] with { });
                    }

                    found++;
                }
            }
        }

        return new AccessPage(rows, found);
    }

    /// <summary>One access; null where there is none.</summary>
    public AccessRow? Find(Guid accessId)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(accessId, out var row) ? row with { } : null;
        }
    }

    /// <summary>What each dataset was used for, in accesses that were allowed.</summary>
    public IReadOnlyCollection<(string Dataset, string Purpose)> Purposes()
    {
        lock (_lock)
        {
            return [.. _purposes];
        }
    }

    /// <summary>What all accesses add up to by day.</summary>
    /// <param name="silo">A silo, where only its budget is asked for.</param>
    public AccessTotals Totals(string? silo = null)
    {
        lock (_lock)
        {
            return _totals.Copy(silo);
        }
    }

    private AccessRow? ApplyLocked(Guid id, long index, AuditEntry entry)
    {
        if (entry.EventCase == AuditEntry.EventOneofCase.Intent)
        {
            return _byId.ContainsKey(id) ? null : Add(id, index, entry);
        }

        if (!_byId.TryGetValue(id, out var row))
        {
            return null;
        }

        switch (entry.EventCase)
        {
            case AuditEntry.EventOneofCase.Release:
                ApplyRelease(row, index, entry);
                return row;
            case AuditEntry.EventOneofCase.Outcome:
                (row.OutcomeIndex, row.Outcome) = (index, entry.Outcome.Status);
                return row;
            default:
                return null;
        }
    }

    private AccessRow Add(Guid id, long index, AuditEntry entry)
    {
        var intent = entry.Intent;
        var row = new AccessRow
        {
            AccessId = id,
            RecordedUnixMs = entry.RecordedUnixMs,
            IntentIndex = index,
            Trainer = NameOf(intent.TrainerFingerprint),
            Dataset = NameOf(intent.Dataset),
            Purpose = NameOf(intent.Purpose),
            Agreement = NameOf(intent.Agreement),
            Delivery = intent.Delivery,
            Decision = intent.Decision,
            Refusal = intent.Reason,
            AskedEpsilonMicros = intent.TrainerCost?.EpsilonMicros ?? 0,
            Silos = [.. intent.Silos.Select(NameOf)],
        };
        _byId.Add(id, row);
        _rows.Add(row);
        _totals.Refuse(intent.Reason, entry.RecordedUnixMs);
        if (row.Decision == Decision.Allow)
        {
            _purposes.Add((row.Dataset, row.Purpose));
        }

        return row;
    }

    private void ApplyRelease(AccessRow row, long index, AuditEntry entry)
    {
        var release = entry.Release;
        SiloShare[] shares = [.. release.Silos
            .Where(silo => silo.ReleaseDigest.Length > 0 || silo.Reason != RefusalReason.Unspecified)
            .Select(silo => ShareOf(row, silo))];
        _totals.Release(row, release, row.ReleaseIndexes.Count == 0, entry.RecordedUnixMs);
        foreach (var share in shares)
        {
            _totals.Spend(row, share, entry.RecordedUnixMs);
            _totals.Refuse(share.Refusal, entry.RecordedUnixMs);
        }

        row.ReleaseIndexes = [.. row.ReleaseIndexes, index];
        row.Shares = [.. row.Shares, .. shares];
        row.LengthBytes += release.LengthBytes;
        row.RecordsCount += release.RecordsCount;
    }

    private SiloShare ShareOf(AccessRow row, SiloDigest silo)
    {
        var micros = silo.Cost?.EpsilonMicros ?? 0;
        return new SiloShare(
            NameOf(silo.Silo), silo.AccessId, Convert.ToHexStringLower(silo.ReleaseDigest.Span),
            micros == long.MaxValue ? row.AskedEpsilonMicros : micros, silo.Cost?.RhoMicros ?? 0, silo.Reason);
    }

    /// <summary>Names repeat in each access: one copy is kept.</summary>
    private string NameOf(string name)
    {
        if (!_names.TryGetValue(name, out var known))
        {
            _names[name] = known = name;
        }

        return known;
    }
}
