using System.Globalization;
using System.Text;
using System.Text.Json;
using Federation.Curation;
using Federation.Curation.Evaluation;

namespace Federation.Benchmarks;

/// <summary>
/// What the filter finds on labelled texts, and how many megabytes of text it redacts a second of one core, by processor
/// time, beside its peers.
/// </summary>
internal static class FilterBench
{
    private const int HostileLength = 1_000_000;
    private static readonly SettledRounds Rounds = new(settledCount: 20, roundsMax: 90, betterRatio: 0.99);
    private static readonly string[] NameTypes = ["person", "address"];

    private static readonly (string File, string Peers)[] Labelled =
    [
        ("pii_zh_synth_dev", "Presidio 2.2: 0 % of IDs, cards, USCC; 60–98 % of mobiles; 5–37 % of look-alikes"),
        ("pii_en_presidio_dev", "Presidio patterns: card 77 %, phone 59 %"),
    ];

    private static readonly string[] HostileUnits =
    [
        "1", "1 ", "1-", "62", "@", "a@", "a:", "QUJD", "http://a?b=c&token=", "&amp;", "%25", "\\u005c", "password:", "微信",
        "1a", "x1", "1 - ", "1.1.1.1 ", "13 ", "GB82 ", "E12345678 ", "2020-01-01 ", "1990-1-1出生", "1 Main St, ", "王", "Mr. A ",
    ];

    public static void Run(string folder, TextWriter output)
    {
        var all = Redactor.Of(RedactorCatalog.Names);
        var forms = Redactor.Of([.. RedactorCatalog.Names.Except(NameTypes)]);
        foreach (var (file, peers) in Labelled)
        {
            WriteScores(output, folder, file, peers, all);
        }

        output.WriteLine("| texts | MB | without names, MB/s (goal ≥ 400) | with names, MB/s (goal ≥ 15) |");
        output.WriteLine("|---|---|---|---|");
        string[] files =
        [
            "corpus_en_movie_reviews", "corpus_en_masc", "corpus_en_techdocs",
            "corpus_zh_reviews_dev", "corpus_zh_news_sentences", "corpus_zhcn_techdocs",
        ];
        foreach (var file in files)
        {
            var texts = Rows(folder, file).Select(row => row.GetProperty("text").GetString()!).ToArray();
            var megabytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text)) / 1e6;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {file} | {megabytes:F1} | {megabytes / Seconds(texts, forms):F0} | {megabytes / Seconds(texts, all):F0} |"));
        }

        output.WriteLine("Peers, patterns only: Presidio 0.5 MB/s; datatrove, e-mail and IP only, 21–38 MB/s.");
        output.WriteLine();
        output.WriteLine("| hostile text, a megabyte of | without names, ms a MB (goal < 50) | with names |");
        output.WriteLine("|---|---|---|");
        foreach (var unit in HostileUnits)
        {
            string[] text = [string.Concat(Enumerable.Repeat(unit, HostileLength / unit.Length))];
            var megabytes = Encoding.UTF8.GetByteCount(text[0]) / 1e6;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| `{unit}` | {Seconds(text, forms) * 1e3 / megabytes:F0} | {Seconds(text, all) * 1e3 / megabytes:F0} |"));
        }
    }

    private static void WriteScores(TextWriter output, string folder, string file, string peers, Redactor redactor)
    {
        var board = new Scoreboard();
        foreach (var row in Rows(folder, file))
        {
            var text = row.GetProperty("text").GetString()!;
            board.Add(text, Spans(row, "spans", "type"), Spans(row, "decoys", "kind"), redactor.Find(text));
        }

        output.WriteLine($"| {file} | labelled | removed | recall | precision |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var score in board.Scores.Where(score => score.LabelledCount > 0))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {score.Type} | {score.LabelledCount} | {score.RemovedCount} | "
                + $"{Percent(score.RemovedCount, score.LabelledCount)} | {Percent(score.RightCount, score.FindingsCount)} |"));
        }

        output.WriteLine($"Look-alikes removed: {board.LookAlikesCutCount} of {board.LookAlikesCount}; clean characters "
            + $"removed: {Percent(board.CleanCutLength16, board.CleanLength16)}. Peers: {peers}.");
        output.WriteLine();
    }

    private static string Percent(long part, long whole) => whole == 0
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F2} %");

    private static double Seconds(string[] texts, Redactor redactor) => Rounds.Best(() =>
    {
        var (before, repeats) = (Environment.CpuUsage.TotalTime, 0);
        TimeSpan spent;
        do
        {
            foreach (var text in texts)
            {
                redactor.Redact(text);
            }

            repeats++;
            spent = Environment.CpuUsage.TotalTime - before;
        }
        while (spent < TimeSpan.FromMilliseconds(100));

        return spent.TotalSeconds / repeats;
    });

    private static IEnumerable<JsonElement> Rows(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file + ".jsonl")).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        });

    private static List<LabelledSpan> Spans(JsonElement row, string list, string label) =>
        row.TryGetProperty(list, out var spans)
            ? [.. spans.EnumerateArray().Select(span => new LabelledSpan(
                span.GetProperty(label).GetString()!, span.GetProperty("start16").GetInt32(),
                span.GetProperty("end16").GetInt32()))]
            : [];
}
