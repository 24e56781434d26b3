using System.Globalization;
using BenchmarkDotNet.Running;
using Federation.Benchmarks;
using Federation.Stores;

switch (args)
{
    case ["quick"]:
        QuickNoise.Run(Console.Out);
        break;
    case ["mechanisms"]:
        MechanismBench.Run(Console.Out);
        break;
    case ["errors", var folder]:
        ErrorBench.Run(folder, Console.Out);
        break;
    case ["groupby", .. var options]:
        string? After(string name) => options.SkipWhile(option => option != name).Skip(1).FirstOrDefault();
        int Number(string name, int otherwise) =>
            After(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var (rows, turns) = (Number("--rows", 10_000_000), Number("--turns", 5));
        var result = After("--postgres")?.Split(':') is [var server, var port]
            ? await GroupByBench.RunPostgresAsync(
                rows, turns,
                new PostgresServer(
                    server, int.Parse(port, CultureInfo.InvariantCulture), "postgres", "federation", null, null),
                Number("--postmaster", 0), options.Contains("--index"), CancellationToken.None)
            : await GroupByBench.RunAsync(
                rows, turns, "artifacts/bench", options.Contains("--index"), Number("--memory", 12 * 1024),
                CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.RowsCount} rows: raw {result.Raw.Cpu.TotalSeconds:F3} s CPU, "
            + $"{result.Raw.Wall.TotalSeconds:F3} s; "
            + $"bounded {result.Bounded.Cpu.TotalSeconds:F3} s CPU, {result.Bounded.Wall.TotalSeconds:F3} s; "
            + $"ratio CPU {result.CpuRatio:F2}, wall {result.WallRatio:F2}; "
            + $"{System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at most"));
        break;
    case ["latency", .. var folders]:
        Console.WriteLine(await LatencyBench.RunAsync(
            3_000, 1_000, folders is [var disk] ? disk : "artifacts/bench", CancellationToken.None));
        break;
    case ["ledger"]:
        Directory.CreateDirectory("artifacts/bench");
        Console.WriteLine(await LedgerBench.RunAsync(8_000, "artifacts/bench", CancellationToken.None));
        break;
    case ["audit", .. var audited]:
        Directory.CreateDirectory("artifacts/bench");
        var counts = audited.TakeWhile(word => word != "--only")
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToList();
        await AuditBench.RunAsync(
            counts is [var entries, ..] ? entries : 1_000_000, counts is [_, var accesses, ..] ? accesses : 1_000_000,
            audited.SkipWhile(word => word != "--only").ElementAtOrDefault(1), "artifacts/bench", Console.Out,
            CancellationToken.None);
        break;
    case ["curation", var texts]:
        CurationBench.Run(texts, Console.Out);
        break;
    case ["known", var scanned]:
        KnownBench.Run(scanned, Console.Out);
        break;
    case ["filter", var labelled]:
        FilterBench.Run(labelled, Console.Out);
        break;
    case ["gate"]:
        return await Gates.RunAsync("artifacts/bench", Console.Out, CancellationToken.None);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(DiscreteLaplaceBenchmark).Assembly).Run(args);
        break;
}

return 0;
