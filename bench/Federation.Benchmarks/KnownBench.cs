using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Federation.Curation.KnownValues;

namespace Federation.Benchmarks;

/// <summary>What a holder's known values cost: a million names, numbers and addresses, made up, in one index.</summary>
internal static class KnownBench
{
    private const int ValuesCount = 1_000_000;
    private const int RoundsCount = 5;
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘董袁蒋杜苏魏吕丁";

    public static void Run(string folder, TextWriter output)
    {
        output.WriteLine("| values | built in, s CPU | index, MiB | peak of the process, MiB |");
        output.WriteLine("|---|---|---|---|");
        var builder = new KnownValueBuilder(isHolderWide: true);
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < ValuesCount; i++)
        {
            var (kind, value) = ValueOf(i);
            builder.Add(kind, value);
        }

        var index = builder.Build();
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {ValuesCount:N0}, {index.Count:N0} forms | {seconds:F1} | {index.LengthBytes / 1048576.0:F0} "
            + $"| {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} |"));
        output.WriteLine();
        output.WriteLine("| texts | MB | scan, MB/s | texts with a value |");
        output.WriteLine("|---|---|---|---|");
        foreach (var file in new[]
        {
            "corpus_en_movie_reviews", "corpus_en_masc", "corpus_zh_reviews_dev", "corpus_zh_news_sentences",
        })
        {
            Scan(folder, file, index, output);
        }
    }

    private static void Scan(string folder, string file, KnownValueIndex index, TextWriter output)
    {
        string[] texts =
        [
            .. File.ReadLines(Path.Combine(folder, file + ".jsonl"))
                .Select(line => JsonElement.Parse(line).GetProperty("text").GetString()!),
        ];
        var megabytes = texts.Sum(text => (double)Encoding.UTF8.GetByteCount(text)) / 1e6;
        var (best, found) = (double.MaxValue, 0);
        for (var round = 0; round < RoundsCount; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            found = texts.Count(index.IsIn);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {file} | {megabytes:F1} | {megabytes / best:F0} | {found} of {texts.Length} |"));
    }

    /// <summary>Half names of two and three characters, a quarter mobiles, a quarter addresses.</summary>
    private static (string Kind, string Value) ValueOf(int i)
    {
        var mixed = unchecked((uint)i * 2_654_435_761);
        var given = (char)(0x4E00 + (mixed % 6_000));
        var second = i % 3 == 0 ? "" : ((char)(0x4E00 + ((mixed >> 13) % 6_000))).ToString();
        return (i % 4) switch
        {
            0 => ("phone", string.Create(CultureInfo.InvariantCulture, $"13{mixed % 1_000_000_000:D9}")),
            1 => ("address", string.Create(
                CultureInfo.InvariantCulture,
                $"{(char)(0x5000 + (i % 300))}海市{given}平区{second}{(char)(0x6000 + (mixed % 900))}路{mixed % 999}号{i % 40}室")),
            _ => ("person", $"{Surnames[i % Surnames.Length]}{given}{second}"),
        };
    }
}
