using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// Holds a broker's log, adapters' logs and trainers' receipts against each other, from copies, with no server. Each
/// log is read once; what is kept of an access is a row of a few digests.
/// </summary>
public static class Reconciler
{
    /// <summary>Reconciles.</summary>
    /// <param name="input">The copies and receipts.</param>
    /// <param name="progress">Told how many entries were read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FormatException">A verifier key is none.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="AuditLogDamagedException">A log cannot be read to its end.</exception>
    public static Task<ReconciliationReport> RunAsync(
        ReconciliationInput input, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return RunWithinAsync(input, progress, cancellationToken);
    }

    private static async Task<ReconciliationReport> RunWithinAsync(
        ReconciliationInput input, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var keys = input.VerifierKeys.Select(NoteVerifier.Parse).DistinctBy(verifier => verifier.Name)
            .ToDictionary(verifier => verifier.Name, verifier => verifier.VerifierKey, StringComparer.Ordinal);
        var receipts = new ReceiptJoin(input.Receipts, cancellationToken);
        List<List<PartyLog>> parties =
        [
            .. input.FurtherBrokerFolders.Prepend(input.BrokerFolder).Concat(input.AdapterFolders).Select(PartyLog.Open)
                .GroupBy(log => log.Shard.Log).Select(party => party.OrderBy(log => log.Shard.Number).ToList()),
        ];
        parties.ForEach(party => _ = party.Aggregate(Continue));
        var damages = parties.ConvertAll(_ => new FindingList());
        var total = new Total(progress);
        await Task.WhenAll(parties.Select((party, i) => Task.Run(
            () => party.ForEach(log => Read(log, party[0], damages[i])), cancellationToken))).ConfigureAwait(false);
        return Join(input, parties, receipts, damages);

        void Read(PartyLog log, PartyLog first, FindingList damage)
        {
            var origin = log.Checkpoint?.Origin;
            var (indexes, sizes) = receipts.WantedOf(origin);
            var key = keys.GetValueOrDefault(origin ?? "") ?? keys.GetValueOrDefault(first.Shard.Log)
                ?? receipts.KeyOf(origin);
            log.Read(indexes, sizes, key, damage, total, cancellationToken);
        }
    }

    private static PartyLog Continue(PartyLog earlier, PartyLog log)
    {
        if (earlier.Shard == log.Shard)
        {
            throw new InvalidDataException(
                $"{earlier.Folder} and {log.Folder} are copies of one log: give one of them.");
        }

        log.Continue(earlier);
        return log;
    }

    private static ReconciliationReport Join(
        ReconciliationInput input, List<List<PartyLog>> parties, ReceiptJoin receipts, List<FindingList> damages)
    {
        var findings = new FindingList();
        foreach (var damage in damages.SelectMany(list => list.Kept))
        {
            findings.Add(damage);
        }

        var broker = parties[0][0].Table;
        var adapters = Distinct(
            parties.Skip(1).Select(party => party[0])
                .Where(log => log.Table.Writer.StartsWith("adapter/", StringComparison.Ordinal)),
            log => log.Name);
        var join = new AccessJoin(broker, adapters, input.InFlight, findings);
        join.Run();
        receipts.Run(
            Distinct(
                parties.SelectMany(party => party).Where(log => log.Checkpoint is not null),
                log => log.Checkpoint!.Origin), findings);
        return new ReconciliationReport(
            broker.Rows.Length, adapters.Values.Sum(log => (long)log.Table.Rows.Length), input.Receipts.Count,
            join.PendingCount + receipts.PendingCount, join.UncheckedCount + receipts.UncheckedCount, findings.Count,
            findings.Kept)
        {
            UnreadableCount = join.UnreadableCount,
        };
    }

    private static Dictionary<string, PartyLog> Distinct(IEnumerable<PartyLog> logs, Func<PartyLog, string> nameOf)
    {
        var byName = new Dictionary<string, PartyLog>(StringComparer.Ordinal);
        foreach (var log in logs)
        {
            if (!byName.TryAdd(nameOf(log), log))
            {
                throw new InvalidDataException(
                    $"{byName[nameOf(log)].Folder} and {log.Folder} are copies of one log: give one of them.");
            }
        }

        return byName;
    }

    /// <summary>Adds up what several passes report.</summary>
    private sealed class Total(IProgress<long>? progress) : IProgress<long>
    {
        private long _count;

        public void Report(long value) => progress?.Report(Interlocked.Add(ref _count, value));
    }
}
