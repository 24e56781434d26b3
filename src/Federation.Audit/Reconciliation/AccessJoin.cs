namespace Federation.Audit;

/// <summary>Holds the broker's log against the adapters', access by access.</summary>
/// <remarks>
/// The broker's RELEASE names the access at each adapter. What a copy is too old to show is pending, not wrong. Which
/// that is, checkpoints tell: an entry of one log that a checkpoint covers which the other party had seen must be
/// matched by that party's copy, whatever the clocks say. Beyond the last pair of checkpoints, and where there is none,
/// only times tell.
/// </remarks>
internal sealed class AccessJoin(
    AccessTable broker, IReadOnlyDictionary<string, PartyLog> adapters, TimeSpan inFlight, FindingList findings)
{
    /// <summary>How many accesses could not be judged yet.</summary>
    public long PendingCount { get; private set; }

    /// <summary>How many releases are of silos whose log was not given.</summary>
    public long UncheckedCount { get; private set; }

    /// <summary>How many accesses could not be judged, for retention removed entries of them.</summary>
    public long UnreadableCount { get; private set; }

    /// <summary>Joins.</summary>
    public void Run()
    {
        foreach (ref readonly var released in broker.Silos)
        {
            if (released.AdapterAccess != Guid.Empty)
            {
                Compare(released);
            }
        }

        foreach (var (silo, adapter) in adapters)
        {
            FindUnnamed(silo, adapter.Table);
            FindUnfinished(silo, adapter.Table);
        }

        FindUnfinished(null, broker);
    }

    private void Compare(in SiloRow released)
    {
        var silo = broker.SiloNames[released.Silo];
        if (!adapters.TryGetValue(silo, out var adapter))
        {
            UncheckedCount++;
            return;
        }

        var place = adapter.Table.Find(released.AdapterAccess);
        if (place < 0)
        {
            if (IsAfter(adapter.Table, broker, released.Shard, released.Index, released.UnixMs))
            {
                PendingCount++;
                return;
            }

            if (IsBefore(adapter.Table, released.UnixMs))
            {
                UnreadableCount++;
                return;
            }

            findings.Add(
                ReconciliationVerdict.MissingAtAdapter, silo, released.AdapterAccess, released.Index,
                "The broker recorded a release of an access that is not on the adapter's log.");
            return;
        }

        ref var own = ref adapter.Table.Rows[place];
        own.Parts |= AccessParts.Named;
        ref readonly var asked = ref broker.Rows[released.Access];
        if (IsHeadless(adapter.Table, own) || IsHeadless(broker, asked))
        {
            UnreadableCount++;
            return;
        }

        Compare(released, silo, own, asked);
    }

    private void Compare(in SiloRow released, string silo, in AccessRow own, in AccessRow asked)
    {
        if (own.Request != asked.Request)
        {
            Add(ReconciliationVerdict.DigestMismatch, "Broker and adapter recorded different requests.", own, silo);
        }
        else if (released.Running != default)
        {
            CompareSample(released, silo, own);
        }
        else if ((own.Parts & AccessParts.Released) == 0)
        {
            Add(
                ReconciliationVerdict.MissingAtAdapter,
                "The broker recorded a release; the adapter's log has the access and no release of it.", own, silo);
        }
        else if (own.Release != released.Release)
        {
            Add(ReconciliationVerdict.DigestMismatch, "Broker and adapter recorded different releases.", own, silo);
        }
        else if (own.Cost.Contradicts(released.Cost))
        {
            Add(
                ReconciliationVerdict.EpsilonMismatch,
                $"The adapter recorded ε of {own.Cost.EpsilonMicros} millionths, the broker of "
                    + $"{released.Cost.EpsilonMicros}.", own, silo);
        }
    }

    private void CompareSample(in SiloRow released, string silo, in AccessRow own)
    {
        if (released.RecordsCount == 0 && (own.Parts & AccessParts.Released) == 0)
        {
            return; // An empty sample has no chunk, so no release.
        }

        if (own.Running != released.Running || own.RecordsCount != released.RecordsCount)
        {
            Add(
                (own.Parts & AccessParts.Released) == 0
                    ? ReconciliationVerdict.MissingAtAdapter : ReconciliationVerdict.DigestMismatch,
                "Broker and adapter recorded different chunks of a sample.", own, silo);
        }
        else if (own.Cost != released.Cost && (own.Parts & AccessParts.Released) != 0)
        {
            Add(
                ReconciliationVerdict.EpsilonMismatch,
                $"The adapter recorded a removal report of ε {own.Cost.EpsilonMicros} millionths, the broker of "
                    + $"{released.Cost.EpsilonMicros}.", own, silo);
        }
    }

    /// <summary>What an adapter did and no RELEASE of the broker names: hidden, made past it, or explained.</summary>
    private void FindUnnamed(string silo, AccessTable table)
    {
        var unexplained = new Dictionary<int, List<int>>(); // Rows of the adapter, by the broker's row they are for.
        for (var place = 0; place < table.Rows.Length; place++)
        {
            ref readonly var row = ref table.Rows[place];
            if ((row.Parts & AccessParts.Named) != 0)
            {
                continue;
            }

            if (IsHeadless(table, row))
            {
                UnreadableCount++;
                continue;
            }

            if ((row.Parts & (AccessParts.Allowed | AccessParts.Denied)) == 0)
            {
                Add(ReconciliationVerdict.MissingAtAdapter, "The adapter's log has no INTENT of it.", row, silo);
                continue;
            }

            var asked = broker.FindRequest(row.Request);
            if (asked >= 0)
            {
                Explain(unexplained, table, place, asked);
            }
            else if (IsAfter(broker, table, row.Shard, row.Index, row.LastUnixMs))
            {
                PendingCount++;
            }
            else if (IsBefore(broker, row.LastUnixMs))
            {
                UnreadableCount++;
            }
            else
            {
                Add(
                    ReconciliationVerdict.MissingAtBroker, "The broker's log has no such request.", row, silo);
            }
        }

        DropMentioned(unexplained, silo);
        foreach (var place in unexplained.Values.SelectMany(places => places))
        {
            Add(
                ReconciliationVerdict.MissingAtBroker,
                "The broker's log has the request, and no RELEASE that names the silo.", table.Rows[place], silo);
        }
    }

    private static bool IsOpen(in AccessRow row) => (row.Parts & (AccessParts.Ended | AccessParts.Denied)) == 0;

    /// <summary>A release needs an answer at the broker; one that still waits there is found as unfinished.</summary>
    private void Explain(Dictionary<int, List<int>> unexplained, AccessTable table, int place, int asked)
    {
        if ((table.Rows[place].Parts & AccessParts.Released) != 0 && !IsOpen(broker.Rows[asked]))
        {
            if (!unexplained.TryGetValue(asked, out var places))
            {
                unexplained[asked] = places = [];
            }

            places.Add(place);
        }
    }

    private void DropMentioned(Dictionary<int, List<int>> unexplained, string silo)
    {
        if (unexplained.Count == 0)
        {
            return;
        }

        foreach (ref readonly var released in broker.Silos)
        {
            if (broker.SiloNames[released.Silo] == silo)
            {
                unexplained.Remove(released.Access); // It says that the silo was late, refused or broke off.
            }
        }
    }

    private void FindUnfinished(string? silo, AccessTable table)
    {
        var latest = table.LastUnixMs - (long)inFlight.TotalMilliseconds;
        foreach (ref readonly var row in table.Rows)
        {
            if ((row.Parts & AccessParts.Allowed) != 0 && IsOpen(row))
            {
                if (row.LastUnixMs > latest)
                {
                    PendingCount++;
                    continue;
                }

                Add(ReconciliationVerdict.Unfinished, "Nothing says how it ended.", row, silo);
            }
            else if (silo is null && (row.Parts & (AccessParts.Allowed | AccessParts.Denied)) == 0
                && !IsHeadless(table, row))
            {
                Add(ReconciliationVerdict.MissingAtBroker, "The broker's log has no INTENT of it.", row, silo);
            }
        }
    }

    /// <summary>Whether what belongs to an entry may come after the end of a copy: it is covered by no checkpoint that
    /// the party had seen, and is not older than the copy. Where both logs name each other, clocks may differ by what
    /// may be in flight.</summary>
    /// <param name="copy">The copy in which it is missed.</param>
    /// <param name="other">The log that has the entry.</param>
    /// <param name="shard">The entry's shard.</param>
    /// <param name="index">The entry.</param>
    /// <param name="unixMs">Its time.</param>
    private bool IsAfter(AccessTable copy, AccessTable other, int shard, long index, long unixMs) =>
        !copy.HasSeen(other, shard, index)
        && unixMs > copy.LastUnixMs - (copy.HasSeen(other) ? (long)inFlight.TotalMilliseconds : 0);

    /// <summary>Whether an access may lie before the first entry of a log that can be read.</summary>
    private bool IsBefore(AccessTable table, long unixMs) =>
        table.IsCut && (table.FirstUnixMs > long.MaxValue / 2
            || unixMs <= table.FirstUnixMs + (long)inFlight.TotalMilliseconds);

    /// <summary>Whether what was asked lies before the first entry of a log that can be read.</summary>
    private static bool IsHeadless(AccessTable table, in AccessRow row) =>
        table.IsCut && (row.Parts & (AccessParts.Allowed | AccessParts.Denied)) == 0;

    private void Add(ReconciliationVerdict verdict, string explanation, in AccessRow row, string? silo) =>
        findings.Add(verdict, silo, row.Id, row.Index, explanation);
}
