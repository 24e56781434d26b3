using Federation.Client.Samples;
using Federation.Curation;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.RealData;

/// <summary>Fetches samples of two text datasets once, the first of them twice, then stops everything.</summary>
public sealed class TextSamples : IAsyncLifetime
{
    public const string Silo = "library";
    public const int RecordsCount = 2_000;
    public const int UnitsMax = 3_000;

    private World? _world;

    internal World World => _world!;

    /// <summary>A sample of labelled texts, in which personal data was planted.</summary>
    internal Fetched Labelled { get; private set; } = null!;

    /// <summary>The same asked again, under an id of its own.</summary>
    internal Fetched Again { get; private set; } = null!;

    /// <summary>A sample of reviews.</summary>
    internal Fetched Reviews { get; private set; } = null!;

    internal IReadOnlyList<Fetched> All => [Labelled, Again, Reviews];

    public async ValueTask InitializeAsync()
    {
        if (!SharedData.IsPresent)
        {
            return;
        }

        _world = new World(Silo);
        _world.WritePolicy(Silo, "letters", Policy("letters", "pii_zh_synth_dev.jsonl"));
        _world.WritePolicy(Silo, "reviews", Policy("reviews", "corpus_zh_reviews_dev.jsonl"));
        await _world.StartAdapterAsync(Silo);
        await _world.StartBrokerAsync();
        Labelled = await FetchAsync("letters");
        Again = await FetchAsync("letters");
        Reviews = await FetchAsync("reviews");
        await _world.StopAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    private async Task<Fetched> FetchAsync(string dataset)
    {
        using var client = _world!.OpenClient();
        var target = new Collector();
        var order = new SampleOrder(dataset, RecordsCount, ["id", "text"]);
        var outcome = await client.SampleAsync(order, target, World.Cancellation);
        return new Fetched(outcome, target.Chunks);
    }

    /// <summary>Everything that has a form: what the last scan looks for whatever the policy names.</summary>
    private static string Redactors => string.Join(
        ", ", RedactorCatalog.Names.Where(name => name is not ("person" or "address")));

    private string Policy(string dataset, string file) => $"""
        dataset: {dataset}
        description: Texts with an id each.
        purposes: [{World.Purpose}]
        lineage: {dataset}
        epoch: 1
        unit: {"{column: id}"}
        recordId: {"{column: id}"}
        recordsPerUnit: 1
        rowsMax: 1000000
        store: {"{"}kind: jsonl, path: "{SharedData.Text(file)}"{"}"}
        columns:
          - {"{name: id, type: text}"}
          - {"{name: text, type: text}"}
        budget: {"{lineageEpsilon: 1, trainerEpsilon: 1, requestEpsilon: 1}"}
        samples:
          columns:
            - {"{name: id, redactors: [none-public]}"}
            - {"{"}name: text, redactors: [{Redactors}]{"}"}
          unitsMax: {UnitsMax}
          recordsPerRequest: 100000
        {Texts.Agreement(_world!.FingerprintOf(World.TrainerId), hasSamples: true)}
        """;

    /// <summary>What one order brought.</summary>
    internal sealed record Fetched(SampleOutcome Outcome, IReadOnlyList<VerifiedChunk> Chunks)
    {
        /// <summary>Id and text of each record, in the order of arrival.</summary>
        public IReadOnlyList<(string Id, string Text)> Records { get; } =
            [.. Chunks.SelectMany(chunk => chunk.Records)
                .Select(record => (record.Fields[0].Text, record.Fields[1].Text))];
    }

    private sealed class Collector : ISampleTarget
    {
        public List<VerifiedChunk> Chunks { get; } = [];

        public Task AddAsync(VerifiedChunk chunk, CancellationToken cancellationToken)
        {
            Chunks.Add(chunk);
            return Task.CompletedTask;
        }
    }
}
