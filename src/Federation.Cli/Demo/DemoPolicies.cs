using System.Globalization;

namespace Federation.Cli.Demo;

/// <summary>The policies over the made-up data, written as a holder would write them.</summary>
internal static class DemoPolicies
{
    /// <summary>The agreement that every demo policy holds.</summary>
    public const string AgreementId = "lab-2026";

    /// <summary>The one purpose of the demo.</summary>
    public const string Purpose = "research";

    /// <summary>A policy over people: statistics, and samples of what names nobody.</summary>
    /// <param name="file">The data.</param>
    /// <param name="trainerFingerprint">Who may ask.</param>
    /// <param name="from">When the agreement begins.</param>
    public static string OverPeople(DemoFile file, string trainerFingerprint, DateTimeOffset from) => $$"""
        dataset: people
        description: Made-up people, one to three yearly records each
        lineage: {{file.Silo}}-people
        epoch: 1
        store: {{StoreOf(file)}}
        unit: {column: person_id}        # whose presence is protected
        recordId: {content-hash: true}
        recordsPerUnit: 3
        rowsMax: 1_000_000
        purposes: [{{Purpose}}]
        columns:                         # what may be asked about; names, mail, phone and id are not even named
          - {name: sex, type: text, domain: [female, male]}
          - {name: age, type: integer, bounds: {lower: 0, upper: 100, step: 1}, onNull: exclude}
          - {name: city, type: text, domain: [{{string.Join(", ", DemoPeople.Cities)}}]}
          - {name: education, type: text, domain: [{{string.Join(", ", DemoPeople.Educations)}}]}
          - {name: year, type: integer, domain: [2023, 2024, 2025]}
          - name: income                 # yuan a year; what lies outside counts as the nearer bound
            type: number
            bounds: {lower: 0, upper: 500_000, step: 100}
            onNull: exclude
            onNaN: exclude
            onInfinity: exclude
        budget: {lineageEpsilon: 20, trainerEpsilon: 10, requestEpsilon: 2}
        samples:
          columns:
            - {name: year, redactors: []}
            - {name: age, redactors: []}
            - {name: education, redactors: [{{AllRedactors}}]}
          unitsMax: 200                  # no more people than this are ever shown, over all trainers
          recordsPerRequest: 100
        agreements:
        {{Agreement(trainerFingerprint, from)}}

        """;

    /// <summary>A policy over texts: statistics, and samples from which people were cut.</summary>
    public static string OverNotes(DemoFile file, string trainerFingerprint, DateTimeOffset from) => $$"""
        dataset: notes
        description: Made-up reviews in Chinese and English, one to four an author
        lineage: {{file.Silo}}-notes
        epoch: 1
        store: {{StoreOf(file)}}
        unit: {column: author_id}
        recordId: {column: note_id}
        recordsPerUnit: 4
        rowsMax: 100_000
        purposes: [{{Purpose}}]
        columns:
          - {name: lang, type: text, domain: [zh, en]}
          - {name: topic, type: text, domain: [{{string.Join(", ", DemoNotes.Topics)}}]}
          - {name: stars, type: integer, bounds: {lower: 1, upper: 5, step: 1}, onNull: exclude}
          - {name: text, type: text}
        budget: {lineageEpsilon: 20, trainerEpsilon: 10, requestEpsilon: 2}
        samples:
          columns:
            - {name: lang, redactors: [{{AllRedactors}}]}
            - {name: topic, redactors: [{{AllRedactors}}]}
            - {name: stars, redactors: []}
            - {name: text, redactors: [{{AllRedactors}}]}
          unitsMax: 400
          recordsPerRequest: 500
          trainerEvaluationItems: 1_000  # what a trainer may bring to keep its benchmarks out of a sample
        agreements:
        {{Agreement(trainerFingerprint, from)}}

        """;

    /// <summary>The agreement that lets the demo's trainer ask, as an item of <c>agreements</c>.</summary>
    public static string Agreement(string trainerFingerprint, DateTimeOffset from) => $$"""
          - id: {{AgreementId}}
            trainer: {{trainerFingerprint}}
            deliveries: [statistics, samples]
            purposes: [{{Purpose}}]
            from: {{Date(from)}}
            until: {{Date(from.AddYears(1))}}
            quotas: {epsilon: 10, requests: 10_000, records: 10_000}
        """;

    public static string AllRedactors => string.Join(", ", Curation.RedactorCatalog.Names);

    private static string Date(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string StoreOf(DemoFile file)
    {
        var path = Path.GetFullPath(file.Path).Replace("'", "''", StringComparison.Ordinal);
        return Path.GetExtension(file.Path) switch
        {
            ".parquet" => $"{{kind: parquet, path: '{path}'}}",
            ".jsonl" => $"{{kind: jsonl, path: '{path}'}}",
            ".csv" => $"{{kind: csv, path: '{path}'}}",
            _ => $"{{kind: sqlite, path: '{path}', table: {file.Dataset}}}",
        };
    }
}
