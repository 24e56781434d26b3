using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Federation.Audit;
using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Benchmarks;

/// <summary>How long after its append an entry is under a checkpoint that two of three witnesses over HTTP cosigned,
/// and how long until that is in the log's public files.</summary>
internal static class WitnessBench
{
    private const string Origin = "bench.federation/adapter/witnessed/audit";
    private const int WitnessesCount = 3;
    private const int EntryLengthBytes = 400;
    private const int EntriesCount = 30;

    public static async Task RunAsync(string root, TextWriter output, CancellationToken cancellationToken)
    {
        var signer = new NoteSigner(Origin, KeyOf(Origin));
        var folder = Path.Combine(root, "witnessed");
        await using var log = await AuditLog.OpenAsync(
            new AuditLogOptions { Directory = folder, Origin = Origin }, signer, TimeProvider.System,
            cancellationToken);
        var hosts = new List<WitnessHost>();
        var witnesses = new List<LoggedWitness>();
        try
        {
            var policy = new StringBuilder();
            for (var i = 0; i < WitnessesCount; i++)
            {
                var name = $"bench.federation/witness/{i}";
                witnesses.Add(await LoggedWitness.OpenAsync(
                    Path.Combine(root, $"witness-{i}"), name, KeyOf(name), [signer.VerifierKey], TimeProvider.System,
                    cancellationToken));
                hosts.Add(await WitnessHost.StartAsync(
                    witnesses[i], new IPEndPoint(IPAddress.Loopback, 0), cancellationToken));
                policy.Append(
                    CultureInfo.InvariantCulture,
                    $"witness w{i} {witnesses[i].Witness.VerifierKey} {hosts[i].Address}\n");
            }

            policy.Append("group most 2 w0 w1 w2\nquorum most\n");
            await MeasureAsync(log, WitnessPolicy.Parse(policy.ToString()), folder, output, cancellationToken);
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }

            foreach (var witness in witnesses)
            {
                await witness.DisposeAsync();
            }
        }
    }

    private static async Task MeasureAsync(
        AuditLog log, WitnessPolicy policy, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        await using var exchanger = new LogExchanger(log, new Witness(
            new Cosigner(Origin, KeyOf(Origin)), new NoWitnessStore(), TimeProvider.System), TimeProvider.System);
        await using var courier = WitnessCourier.Start(
            log, exchanger, new WitnessOptions(policy, TimeSpan.FromSeconds(10)), TimeProvider.System)!;
        var (unasked, asked, published) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < EntriesCount; i++)
        {
            var isAsked = i % 2 == 0;
            var index = (await log.AppendAsync(new byte[EntryLengthBytes], cancellationToken)).Index;
            var clock = Stopwatch.StartNew();
            while (courier.Newest.Size <= index)
            {
                await (isAsked ? courier.FindAsync(index + 1, cancellationToken) : Task.Delay(1, cancellationToken));
            }

            (isAsked ? asked : unasked).Add(clock.Elapsed.TotalMilliseconds);
            while (!IsPublished(policy, folder, index))
            {
                await Task.Delay(5, cancellationToken);
            }

            published.Add(clock.Elapsed.TotalMilliseconds);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"from append to a quorum of two of three witnesses: {Spread(unasked)}; where an answer waits for it: "
            + $"{Spread(asked)}; to cosignatures in the public files: {Spread(published)}"));
    }

    private static bool IsPublished(WitnessPolicy policy, string folder, long index)
    {
        var path = Path.Combine(folder, "cosigned");
        return File.Exists(path) && File.ReadAllText(path) is var note && policy.HasQuorum(note)
            && Checkpoint.TryParse(note, out var checkpoint) && checkpoint.Size > index;
    }

    private static string Spread(List<double> values)
    {
        values.Sort();
        return string.Create(
            CultureInfo.InvariantCulture, $"p50 {values[values.Count / 2]:F0} ms, most {values[^1]:F0} ms");
    }

    private static SigningKey KeyOf(string name) => SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
