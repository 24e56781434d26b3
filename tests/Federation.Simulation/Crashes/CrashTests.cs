using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Contracts.Type.V1;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Crashes;

/// <summary>
/// P9 with real processes: <c>kill -9</c> of adapters and broker while questions are on their way, again and again.
/// </summary>
/// <remarks>
/// The moments are a fixed list, but what a process is doing then is not: more kills find more. A long campaign:
/// <c>FEDERATION_KILLS=1000 dotnet artifacts/bin/Federation.Simulation/debug/Federation.Simulation.dll -class
/// Federation.Simulation.Crashes.CrashTests</c>.
/// </remarks>
public sealed class CrashTests
{
    private const int KillsCountShort = 21;
    private const int WorkersCount = 3;
    private const int QuestionsPerRoundMax = 6;
    private const int DelayMsMax = 120;
    private static readonly TimeSpan ReconnectMax = TimeSpan.FromSeconds(30);

    private static readonly int KillsCount = int.Parse(
        Environment.GetEnvironmentVariable("FEDERATION_KILLS") ?? $"{KillsCountShort}", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_kill_loses_a_debit_debits_twice_changes_an_answer_or_exceeds_the_cap()
    {
        var capMicros = CapMicros();
        await using var hosts = await ProcessWorld.StartAsync(capMicros);
        using var questions = new Questioner(hosts.World);
        await AskAsync(questions, QuestionsPerRoundMax); // Caches are warm: kills meet requests, not the first start.
        for (var kill = 0; kill < KillsCount; kill++)
        {
            var victim = ProcessWorld.Parties[kill % ProcessWorld.Parties.Count];
            await KillDuringRequestsAsync(hosts, questions, victim, DelayMs(kill));
        }

        await AskUntilExhaustedAsync(questions);
        await hosts.StopAllAsync();
        await CheckLogsAsync(hosts.World, questions, capMicros);
    }

    /// <summary>Enough for every question of every round, and for some more, which the end asks.</summary>
    private static long CapMicros() => Enumerable.Range(0, ((KillsCount + 1) * QuestionsPerRoundMax) + 10)
        .Sum(Questioner.EpsilonMicrosOf);

    /// <summary>Spread over the time that a question takes, in an order of its own.</summary>
    private static int DelayMs(int kill) => kill * 67 % DelayMsMax;

    private static async Task KillDuringRequestsAsync(
        ProcessWorld hosts, Questioner questions, string victim, int delayMs)
    {
        var asked = AskAsync(questions, QuestionsPerRoundMax, () => !hosts.IsDown(victim));
        await Task.Delay(delayMs, World.Cancellation);
        await hosts.KillAsync(victim);
        var envelopes = await asked;
        await hosts.StartAsync(victim);
        await hosts.World.LogOf(victim).VerifyAsync();

        // Twice, both at once: the second waits for the first, and gets its bytes.
        await Task.WhenAll(envelopes.Concat(envelopes).Select(envelope => SendUntilAnsweredAsync(questions, envelope)));
    }

    /// <summary>Sends the same signed question until both silos answered; a broken link may need a moment.</summary>
    private static async Task SendUntilAnsweredAsync(Questioner questions, Envelope envelope)
    {
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < ReconnectMax; await Task.Delay(50, World.Cancellation))
        {
            var answers = await questions.SendAsync(envelope);
            var refusals = answers?.Where(answer => answer.Release is null)
                .Select(answer => answer.Refusal.Reason).ToList();
            if (refusals is { Count: 0 })
            {
                Assert.Equal(ProcessWorld.Silos, answers!.Select(answer => answer.Silo).Order());
                return;
            }

            Assert.All(refusals ?? [], reason => Assert.Equal(RefusalReason.SiloUnreachable, reason));
        }

        Assert.Fail("A process that was started again did not answer in time.");
    }

    /// <summary>Asks with several workers until enough was asked or the victim is gone; returns all it sent.</summary>
    private static async Task<List<Envelope>> AskAsync(
        Questioner questions, int questionsCount, Func<bool>? goesOn = null)
    {
        var sent = new ConcurrentBag<Envelope>();
        var left = questionsCount;
        await Task.WhenAll(Enumerable.Range(0, WorkersCount).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0 && goesOn?.Invoke() != false)
            {
                var envelope = questions.Next();
                sent.Add(envelope);
                await questions.SendAsync(envelope);
            }
        }));
        return [.. sent];
    }

    private static async Task AskUntilExhaustedAsync(Questioner questions)
    {
        var exhausted = 0;
        while (exhausted < ProcessWorld.Silos.Count)
        {
            var answers = await questions.SendAsync(questions.Next());
            Assert.NotNull(answers);
            var refusals = answers.Where(answer => answer.Release is null).ToList();
            Assert.All(refusals, answer => Assert.Equal(RefusalReason.BudgetExhausted, answer.Refusal.Reason));
            exhausted = refusals.Count;
        }
    }

    private static async Task CheckLogsAsync(World world, Questioner questions, long capMicros)
    {
        foreach (var silo in ProcessWorld.Silos)
        {
            await world.LogOf(silo).VerifyAsync();
            var entries = world.LogOf(silo).Read();
            var debits = world.LogOf(silo).Debits();
            var answers = questions.Releases.Where(answer => answer.Key.Silo == silo).ToList();
            var released = entries.Where(entry => entry.Release is not null)
                .Select(entry => (entry.AccessId, entry.Release.ReleaseDigest)).ToHashSet();

            Assert.Equal(debits.Count, debits.DistinctBy(debit => debit.Intent.RequestId).Count());
            Assert.Equal(released.Count, entries.Count(entry => entry.Release is not null));
            var debited = debits.ToDictionary(
                debit => debit.Intent.RequestId, debit => debit.Intent.LineageCost.EpsilonMicros);
            Assert.All(answers, answer => Assert.Equal(
                answer.Value.LineageCost.EpsilonMicros, debited[answer.Key.RequestId]));
            Assert.All(answers, answer => Assert.Contains(
                (answer.Value.AccessId, DigestOf(questions, answer.Key)), released));
            var spent = world.LogOf(silo).SpentMicros();
            Assert.InRange(spent, answers.Sum(answer => answer.Value.LineageCost.EpsilonMicros), capMicros);
            Assert.True(
                capMicros - spent < Questioner.EpsilonMicrosOf(questions.AskedCount), "It was refused too early.");
        }

        await world.LogOf(World.Broker).VerifyAsync();
        var recorded = world.LogOf(World.Broker).Read().Where(entry => entry.Release is not null)
            .Select(entry => entry.AccessId).ToHashSet();
        Assert.All(questions.BrokerAccesses, access => Assert.Contains(access, recorded));
    }

    private static Google.Protobuf.ByteString DigestOf(Questioner questions, (string, string) key) =>
        Google.Protobuf.ByteString.CopyFrom(SHA256.HashData(
            Envelope.Parser.ParseFrom(questions.Bytes[key]).Payload.Span));
}
