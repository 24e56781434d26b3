using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Accesses;

/// <summary>Adds up what entries say, by day. Not thread-safe: <see cref="AccessBook"/> holds the lock.</summary>
internal sealed class TotalsFold
{
    private const long DayMs = 86_400_000;
    private readonly Dictionary<SpentKey, SortedDictionary<long, long>> _spent = [];
    private readonly Dictionary<string, SortedDictionary<long, DayTotals>> _released = new(StringComparer.Ordinal);
    private readonly Dictionary<RefusalReason, SortedDictionary<long, long>> _refused = [];

    public void Refuse(RefusalReason reason, long unixMs)
    {
        if (reason != RefusalReason.Unspecified)
        {
            Add(_refused, reason, unixMs, 1, (left, right) => left + right);
        }
    }

    public void Spend(AccessRow access, SiloShare share, long unixMs)
    {
        if (share.EpsilonMicros > 0)
        {
            Add(_spent, new SpentKey(access.Dataset, share.Silo, access.Trainer), unixMs, share.EpsilonMicros,
                (left, right) => left + right);
        }
    }

    public void Release(AccessRow access, ReleaseRecord release, bool isFirst, long unixMs) =>
        Add(_released, access.Dataset, unixMs,
            new DayTotals(isFirst ? 1 : 0, release.LengthBytes, release.RecordsCount), DayTotals.Add);

    /// <summary>A copy of the sums; with a silo, only what concerns its budget.</summary>
    public AccessTotals Copy(string? silo) => new(
        _spent.Where(pair => silo is null || pair.Key.Silo == silo)
            .ToDictionary(pair => pair.Key, pair => new SortedDictionary<long, long>(pair.Value)),
        silo is not null ? new Dictionary<string, SortedDictionary<long, DayTotals>>() : _released
            .ToDictionary(pair => pair.Key, pair => new SortedDictionary<long, DayTotals>(pair.Value)),
        silo is not null ? new Dictionary<RefusalReason, SortedDictionary<long, long>>() : _refused
            .ToDictionary(pair => pair.Key, pair => new SortedDictionary<long, long>(pair.Value)));

    private static void Add<TKey, TValue>(
        Dictionary<TKey, SortedDictionary<long, TValue>> sums, TKey key, long unixMs, TValue value,
        Func<TValue, TValue, TValue> add)
        where TKey : notnull
    {
        if (!sums.TryGetValue(key, out var days))
        {
            sums[key] = days = [];
        }

        var day = unixMs / DayMs;
        days[day] = days.TryGetValue(day, out var known) ? add(known, value) : value;
    }
}
