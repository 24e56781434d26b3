using System.Globalization;
using System.Text;
using System.Text.Json;
using Federation.Curation;
using Federation.Curation.Decontamination;
using Federation.Curation.Duplicates;
using Federation.Curation.Extraction;
using Federation.Curation.Language;
using Federation.Curation.Quality;

namespace Federation.Benchmarks;

/// <summary>
/// How many megabytes of text the filter takes a second of one core, by processor time, beside its peers.
/// </summary>
internal static class CurationBench
{
    private const string Goals40 = "≥ 40";
    private const string DataTrove = "datatrove 2.3";
    private static readonly SettledRounds Rounds = new(settledCount: 9, roundsMax: 60, betterRatio: 0.98);

    public static void Run(string folder, TextWriter output)
    {
        output.WriteLine("| stage | texts | MB | MB/s | goal | peers, MB/s |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var file in new[] { "corpus_en_movie_reviews", "corpus_en_techdocs", "corpus_zh_reviews_dev",
            "corpus_zhcn_techdocs" })
        {
            var texts = Texts(folder, file, "text");
            var meter = new QualityMeter();
            Write(output, "all quality filters", file, texts, Goals40, DataTrove, () => texts.Sum(
                text => QualityVerdicts.Of(meter.Measure(text), QualityRecipe.Published).Count));
            var paragraphs = texts.SelectMany(text => text.Split('\n')).ToArray();
            Write(output, "language and script of paragraphs", file, paragraphs, "≥ 50", "Lingua 3–11",
                () => paragraphs.Sum(text => LanguageIdentifier.Identify(text).Language.Length));
            Write(output, "broken encodings and frames", file, texts, "–", "–", () => texts.Sum(
                text => Mojibake.Measure(text).Broken + Boilerplate.Measure(text).MenuLines));
            var redactor = Redactor.Of(RedactorCatalog.Names);
            Write(output, "redaction of what the catalogue names", file, texts, "≥ 400 without names, ≥ 15 with",
                "Presidio patterns 0.5; datatrove e-mail and IP 21–38",
                () => texts.Sum(text => redactor.Redact(text).Text.Length));
        }

        WriteDuplicates(output, folder, "dedup_en_dev", ShingleKind.Words);
        WriteDuplicates(output, folder, "dedup_zh_dev", ShingleKind.Characters);
        WriteDecontamination(output, folder, "corpus_en_movie_reviews");
        WriteDecontamination(output, folder, "corpus_zh_reviews_dev");
        var pages = Texts(folder, "html_techdocs_dev", "html");
        Write(
            output, "HTML to text", "html_techdocs_dev", pages, "–", "–",
            () => pages.Sum(page => HtmlText.Of(page).Length));
    }

    private static void WriteDuplicates(TextWriter output, string folder, string file, ShingleKind kind)
    {
        var texts = Texts(folder, file, "text");
        var ids = texts.Select((_, place) => place.ToString(CultureInfo.InvariantCulture)).ToArray();
        Write(output, "near-duplicates, all of it", file, texts, "≥ 60", "datasketch 2–5", () =>
        {
            var finder = new DuplicateFinder(new DuplicateOptions { Kind = kind }, new MemorySpill());
            for (var place = 0; place < texts.Length; place++)
            {
                finder.Add(ids[place], texts[place]);
            }

            var pairs = 0;
            finder.Find(_ => pairs++, CancellationToken.None);
            return pairs;
        });
    }

    private static void WriteDecontamination(TextWriter output, string folder, string file)
    {
        var texts = Texts(folder, file, "text");
        var index = new DecontaminationIndex();
        foreach (var item in texts.Where((_, place) => place % 10 == 0))
        {
            index.TryAdd("item", item);
        }

        var search = new ContaminationSearch(index);
        Write(output, $"decontamination, {index.Count} items", file, texts, "–", "–", () => texts.Sum(
            text => search.Find(text) is null ? 0 : 1));
    }

    private static void Write(
        TextWriter output, string stage, string file, string[] texts, string goal, string peers, Func<int> work)
    {
        var megabytes = texts.Sum(text => (double)Encoding.UTF8.GetByteCount(text)) / 1e6;
        var best = Rounds.Best(() =>
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        });

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {stage} | {file} | {megabytes:F1} | {megabytes / best:F0} | {goal} | {peers} |"));
    }

    private static string[] Texts(string folder, string file, string field) =>
    [
        .. File.ReadLines(Path.Combine(folder, file + ".jsonl"))
            .Select(line => JsonElement.Parse(line).GetProperty(field).GetString()!),
    ];
}
