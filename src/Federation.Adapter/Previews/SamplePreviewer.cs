using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples;
using Federation.Adapter.Samples.Preparation;
using Federation.Contracts.Type.V1;
using Federation.Curation.Filtering;
using Federation.Curation.Redaction;
using Federation.Stores;

namespace Federation.Adapter.Previews;

/// <summary>Shows the holder what a sample would release: the same plan, filter and order. Writes nothing.</summary>
public static class SamplePreviewer
{
    /// <summary>Pseudonyms and surrogates are those of no release: a preview can be joined with none.</summary>
    private const string Release = "preview";

    /// <summary>Selects and filters records as the pipeline would, from the head of the order.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="selectionKey">The adapter's key, so that the same records come first; 32 bytes.</param>
    /// <param name="recordsCount">How many records would be asked for.</param>
    /// <param name="columns">Which columns; none for all that may be had.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Hosting.Errors.RefusalException">The pipeline would refuse it for the same reason.</exception>
    /// <exception cref="StoreUnavailableException">The data cannot be read.</exception>
    public static async Task<SamplePreview> RunAsync(
        DatasetPolicy policy, byte[] selectionKey, int recordsCount, IReadOnlyList<string> columns,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var rules = policy.Samples ?? throw Refusals.AccessDenied(policy.Dataset);
        Gatekeeper.CheckCount(recordsCount, rules);
        var asked = Gatekeeper.ColumnsOf(new SampleRequest { Columns = { columns } }, rules);
        var store = StoreFactory.Open(policy.Store, selectionKey);
        await using (store.ConfigureAwait(false))
        {
            using var spill = new FileSpill(Path.GetTempPath());
            var prepared = await SamplePreparer.ShowAsync(
                policy, store, spill, () => CrowdPreparer.ShowAsync(policy, store, cancellationToken),
                cancellationToken);
            var key = PseudonymKey.Derive(selectionKey, Release, Release);
            var records = new List<SampleRecord>();
            var heldBack = new SortedDictionary<DropReason, int>();
            await foreach (var (record, reason) in SampleFilter.JudgeAsync(
                store, policy, asked, prepared, key, cancellationToken))
            {
                if (record is null)
                {
                    heldBack[reason] = heldBack.GetValueOrDefault(reason) + 1;
                    continue;
                }

                records.Add(record);
                if (records.Count == recordsCount)
                {
                    break;
                }
            }

            return new SamplePreview([.. asked.Select(column => column.Name)], records, heldBack);
        }
    }
}
