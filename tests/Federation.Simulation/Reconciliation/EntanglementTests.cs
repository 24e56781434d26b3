using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Federation.Audit;
using Federation.Client.Samples;
using Federation.Client.Statistics;
using Federation.Client.Verification;
using Federation.Hosting.Links;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Reconciliation;

/// <summary>Logs of real hosts: each side has the other's checkpoints on its own log, and with the trainer's receipts they
/// tell one story.</summary>
public sealed class EntanglementTests
{
    private const int QuestionsCount = 6;

    [Fact]
    public async Task Broker_adapters_and_trainer_reconcile_and_each_side_saw_the_others_log()
    {
        await using var world = new World("north", "south");
        string[] silos = ["north", "south"];
        var answers = await AskAsync(world, silos);
        await world.StopAllAsync();
        foreach (var party in silos.Append(World.Broker))
        {
            await world.LogOf(party).VerifyAsync();
            var report = await LogFsck.CheckAsync(
                world.LogOf(party).Path, world.LogKeyOf(party), progress: null, World.Cancellation);
            Assert.True(report.IsIntact, report.Published.Explanation);
        }

        foreach (var silo in silos)
        {
            AssertSeen(world, seer: silo, seen: World.Broker);
            AssertSeen(world, seer: World.Broker, seen: silo);
        }

        var report2 = await ReconcileAsync(world, answers);
        Assert.True(report2.IsClean, string.Join('\n', report2.Findings));
        Assert.Equal(QuestionsCount, report2.BrokerAccessesCount);
        Assert.Equal(3 * QuestionsCount, report2.ReceiptsCount);
        Assert.Equal((0, 0), (report2.PendingCount, report2.UncheckedCount));
    }

    [Fact]
    public async Task An_adapter_that_starts_with_another_log_under_its_key_is_found_out_by_the_next_exchange()
    {
        await using var world = new World("north");
        var answers = await AskAsync(world, "north");
        await world.StopAsync("north");
        Directory.Delete(Path.Combine(world.FolderOf("north"), "state"), recursive: true); // The access is gone from it.
        await world.StartAdapterAsync("north");
        await world.StopAsync(World.Broker);
        await world.StartBrokerAsync();
        using var client = world.OpenClient();
        for (var i = 0; i < 2 * QuestionsCount; i++)
        {
            await client.QueryAsync($"SELECT COUNT(*) FROM people WHERE age >= {50 + i}", 100_000, World.Cancellation);
        }

        await world.StopAllAsync();
        Assert.Contains(
            world.LogOf(World.Broker).Read(), entry => entry.PeerCheckpoint is { IsFork: true } fork
                && fork.Checkpoint.StartsWith($"{World.Federation}/adapter/north/audit\n", StringComparison.Ordinal));
        var report = await ReconcileAsync(world, answers);
        Assert.Contains(report.Findings, finding => finding.Verdict == ReconciliationVerdict.ReceiptNotInLog);
        Assert.Contains(report.Findings, finding => finding.Verdict == ReconciliationVerdict.MissingAtAdapter);
    }

    [Fact]
    public async Task Each_host_is_a_witness_that_speaks_the_protocol_of_public_ones()
    {
        await using var world = new World("north");
        await AskAsync(world, "north");
        using var credentials = world.CredentialsOf(World.Broker);
        using var http = new HttpClient(LinkClient.CreateHandler(credentials, PeerRole.Adapter, "north"))
        {
            BaseAddress = world.Silos.Single().Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var origin = $"{World.Federation}/broker/{World.Broker}/audit";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));
        var note = await KnownNoteAsync();
        Assert.True(Sealing.NoteVerifier.Parse(world.LogKeyOf(World.Broker)).TryVerify(note, out _));
        Assert.Contains($"— {World.Federation}/adapter/north/audit ", note, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(
            new Uri($"/witness/{new string('0', 64)}/checkpoint", UriKind.Relative), World.Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("nonsense")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(new string('x', 100_000))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("old 0\n\n" + note.Replace("hub", "bub", StringComparison.Ordinal))).StatusCode);
        var conflict = await PostAsync("old 0\n\n" + note);
        Assert.Equal(
            (HttpStatusCode.Conflict, "text/x.tlog.size"),
            (conflict.StatusCode, conflict.Content.Headers.ContentType?.MediaType));
        var size = long.Parse(await conflict.Content.ReadAsStringAsync(World.Cancellation), CultureInfo.InvariantCulture);
        Assert.InRange(size, SizeOf(note), SizeOf(await KnownNoteAsync())); // An exchange may have come between.

        static long SizeOf(string note) => long.Parse(note.Split('\n')[1], CultureInfo.InvariantCulture);

        Task<HttpResponseMessage> PostAsync(string body) => http.PostAsync(
            new Uri("/witness/add-checkpoint", UriKind.Relative), new StringContent(body), World.Cancellation);

        // The first exchange may carry the checkpoint of an empty log, which conflicts with no old size.
        async Task<string> KnownNoteAsync()
        {
            using var client = world.OpenClient();
            for (var i = 0; ; i++)
            {
                var known = await http.GetStringAsync(
                    new Uri($"/witness/{hash}/checkpoint", UriKind.Relative), World.Cancellation);
                if (known.Split('\n')[1] != "0")
                {
                    return known;
                }

                await client.QueryAsync($"SELECT COUNT(*) FROM people WHERE age >= {50 + i}", 100_000, World.Cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(200), World.Cancellation);
            }
        }
    }

    private static async Task<List<StatisticAnswer>> AskAsync(World world, params string[] silos)
    {
        foreach (var silo in silos)
        {
            world.WriteTable(silo, "people", 300, Texts.Agreement(world.FingerprintOf(World.TrainerId)));
            await world.StartAdapterAsync(silo);
        }

        await world.StartBrokerAsync();
        using var client = world.OpenClient();
        var answers = new List<StatisticAnswer>();
        for (var i = 0; i < QuestionsCount; i++)
        {
            answers.Add(await client.QueryAsync(
                $"SELECT COUNT(*) FROM people WHERE age >= {20 + i}", 100_000, World.Cancellation));
        }

        return answers;
    }

    private static void AssertSeen(World world, string seer, string seen)
    {
        var kept = world.LogOf(seer).Read().Where(entry => entry.PeerCheckpoint is not null)
            .Select(entry => entry.PeerCheckpoint)
            .Where(peer => peer.Checkpoint.Contains($"/{seen}/audit\n", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, peer => peer.IsFork);
        Assert.Equal(kept.Select(peer => peer.Size).Order(), kept.Select(peer => peer.Size));
        Assert.True(Sealing.NoteVerifier.Parse(world.LogKeyOf(seen)).TryVerify(kept[^1].Checkpoint, out _));
    }

    private static Task<ReconciliationReport> ReconcileAsync(World world, List<StatisticAnswer> answers)
    {
        var receipts = answers.SelectMany(answer => answer.Coverage
            .Select(silo => ReceiptFile.Write(silo.Silo, silo.LogVerifierKey!, silo.Sealed!))
            .Append(ReceiptFile.Write(answer.BrokerProof!))).Select((bytes, i) => KeptReceipt.Read($"receipt {i}", ReceiptFile.Read(bytes)));
        return Reconciler.RunAsync(
            new ReconciliationInput(
                world.LogOf(World.Broker).Path, [.. world.Silos.Select(silo => world.LogOf(silo.Id).Path)], [.. receipts],
                [.. world.Silos.Select(silo => world.LogKeyOf(silo.Id)).Append(world.LogKeyOf(World.Broker))]),
            progress: null, World.Cancellation);
    }
}
