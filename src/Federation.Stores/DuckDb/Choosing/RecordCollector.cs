namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Collects the records of one query from the engine's threads, each into a shard of its own.</summary>
internal sealed class RecordCollector(RecordForm form, SlabPool pool, MemoryBudget budget) : IDisposable
{
    private readonly ThreadLocal<RecordShard> _shards =
        new(() => new RecordShard(form, pool, budget), trackAllValues: true);

    /// <summary>What the threads noted; to be asked once they are done.</summary>
    public IReadOnlyList<RecordShard> Shards => [.. _shards.Values];

    /// <summary>Whether every row of the file came by once and was noted.</summary>
    public bool IsWhole => _shards.Values.All(shard => shard.IsWhole)
        && _shards.Values.Sum(shard => shard.RowsCount) == form.RowsCount;

    /// <summary>Notes the records of a chunk: place, unit and id.</summary>
    public void Note(EngineVector places, EngineVector units, EngineVector records, int count) =>
        _shards.Value!.Note(places, units, records, count);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shard in _shards.Values)
        {
            shard.Dispose();
        }

        _shards.Dispose();
    }
}
