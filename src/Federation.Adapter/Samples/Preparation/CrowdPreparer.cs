using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using Federation.Curation;
using Federation.Curation.Crowds;
using Federation.Curation.Filtering;
using Federation.Curation.KnownValues;
using Federation.Privacy.Randomness;
using Federation.Privacy.Selection;
using Federation.Stores;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>
/// Counts which spans of text a crowd of privacy units uses: debited first, on record, then read, compared under noise
/// once, and kept for the epoch. What one unit adds is a function of its own records alone.
/// </summary>
internal static class CrowdPreparer
{
    private const ulong Spread = 0x9E3779B97F4A7C15;

    /// <summary>The spans of an epoch: those that were chosen before, or a choice that is paid for now.</summary>
    /// <param name="policy">The policy, whose samples have a crowd rule.</param>
    /// <param name="store">Its store.</param>
    /// <param name="file">Where the choice is kept.</param>
    /// <param name="ledger">Debits the choice.</param>
    /// <param name="cancellationToken">Stops the reading; the debit stays.</param>
    /// <exception cref="Hosting.Errors.RefusalException">Too little is left of the lineage; nothing was read.
    /// </exception>
    /// <exception cref="StoreUnavailableException">The data cannot be read; the debit stays.</exception>
    public static async Task<CrowdSpans> RunAsync(
        DatasetPolicy policy, IDataStore store, CrowdFile file, BudgetLedger ledger,
        CancellationToken cancellationToken)
    {
        if (file.TryRead() is { } kept)
        {
            return new CrowdSpans(kept, file.Seed);
        }

        var crowd = CrowdOf(policy);
        await ledger.DebitAsync(policy, crowd.Cost);
        using var noise = new SecureNoiseSource();
        var chosen = await ChooseAsync(policy, store, crowd, file.Seed, noise, cancellationToken);
        file.Write(chosen);
        return new CrowdSpans(chosen.ToHashSet(), file.Seed);
    }

    /// <summary>An example with noise of its own, for the holder's eyes: it pays nothing and must leave to nobody.
    /// </summary>
    public static async Task<CrowdSpans> ShowAsync(
        DatasetPolicy policy, IDataStore store, CancellationToken cancellationToken)
    {
        using var noise = new SecureNoiseSource();
        var seed = noise.NextWord();
        var chosen = await ChooseAsync(policy, store, CrowdOf(policy), seed, noise, cancellationToken);
        return new CrowdSpans(chosen.ToHashSet(), seed);
    }

    private static async Task<IReadOnlyList<ulong>> ChooseAsync(
        DatasetPolicy policy, IDataStore store, SpanCrowd crowd, ulong seed, INoiseSource noise,
        CancellationToken cancellationToken)
    {
        var layout = new SampleLayout(policy);
        var counter = new UnitSpans(layout, seed);
        var isLone = policy.Shape.RecordsPerUnitBound == 1;
        var units = new Dictionary<string, HashSet<ulong>>(StringComparer.Ordinal);
        string[] columns = isLone ? [.. layout.Columns] : [.. layout.Columns, policy.Shape.UnitColumn!];
        var plan = new SamplePlan(policy.Shape, columns, long.MaxValue);
        await foreach (var record in store.SampleAsync(plan, cancellationToken))
        {
            var spans = counter.Of(record.Values);
            if (isLone)
            {
                crowd.AddUnit(counter.Bound(spans, spans.Aggregate(seed, (sum, span) => sum ^ span)));
            }
            else if (record.Values[^1] is { } unit)
            {
                spans.UnionWith(units.GetValueOrDefault(unit, []));
                units[unit] = counter.Bound(spans, SeedOf(unit, seed));
            }
        }

        foreach (var spans in units.Values)
        {
            crowd.AddUnit(spans);
        }

        return crowd.Choose(noise);
    }

    private static ulong SeedOf(string unit, ulong seed) => seed
        ^ BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(unit)));

    /// <summary>An empty count under the policy's rule.</summary>
    private static SpanCrowd CrowdOf(DatasetPolicy policy) => CrowdReader.CrowdOf(policy.Samples!.Crowd!)
        ?? throw new InvalidOperationException("The policy's crowd rule was not checked.");

    /// <summary>The spans of records, without what detectors and the record's own known values cut.</summary>
    private sealed class UnitSpans(SampleLayout layout, ulong seed)
    {
        private readonly TextFilter[] _filters =
            [.. layout.Rules.Columns.Select(column => new TextFilter(column.Text))];

        private readonly Redactor[] _redactors =
            [.. layout.Rules.Columns.Select(column => Redactor.Of(column.Redaction with
            {
                Transforms = new Dictionary<Curation.Detection.PiiType, Curation.Redaction.Transform>(),
            }))];

        private readonly SpanReader _reader =
            new(layout.Rules.Crowd!.Words, layout.Rules.Crowd.Characters, seed);

        public HashSet<ulong> Of(IReadOnlyList<string?> values)
        {
            var known = new KnownValueBuilder(isHolderWide: false);
            foreach (var (kind, value) in layout.KnownOf(values))
            {
                known.Add(kind, value);
            }

            KnownValueIndex[] own = [known.Build()];
            var spans = new HashSet<ulong>();
            for (var i = 0; i < _filters.Length; i++)
            {
                if (layout.Rules.Columns[i].IsRedacted && values[i] is { } value)
                {
                    var text = _filters[i].Extract(value);
                    spans.UnionWith(_reader.Read(text, _redactors[i].Find(text, own)).Select(span => span.Hash));
                }
            }

            return spans;
        }

        /// <summary>As many as a unit may use, the first in an order of the unit's own; of parts that were cut to
        /// their first and joined, the first are those of the whole.</summary>
        public HashSet<ulong> Bound(HashSet<ulong> spans, ulong order)
        {
            var most = layout.Rules.Crowd!.SpansPerUnit;
            return spans.Count <= most
                ? spans : [.. spans.OrderBy(span => Math.BigMul(span ^ order, Spread, out var low) ^ low).Take(most)];
        }
    }
}
