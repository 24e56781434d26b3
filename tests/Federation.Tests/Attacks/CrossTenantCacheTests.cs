using Federation.Contracts.Audit.V1;
using Federation.Sealing;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Asks a question to see from price, time and marks of the answer whether a rival asked it before.</summary>
public sealed class CrossTenantCacheTests
{
    private const long EpsilonMicros = 1_000;

    [Fact]
    public async Task An_answer_that_a_rival_has_is_told_by_nothing_that_the_asker_sees()
    {
        await using var untouched = await new AdapterRig().StartAsync();
        await using var asked = await new AdapterRig().StartAsync();

        Assert.False(await IsToldAsync(
            (isRival, question) => ObserveAsync(untouched, isRival, question),
            (isRival, question) => ObserveAsync(asked, isRival, question)));
    }

    [Fact]
    public async Task Control_a_shared_store_of_answers_that_is_free_and_quick_tells_it()
    {
        Assert.True(await IsToldAsync(WeakStore(), WeakStore()));

        static Func<bool, int, Task<Observation>> WeakStore()
        {
            var answered = new HashSet<int>();
            return (_, question) =>
            {
                var isStored = !answered.Add(question);
                var (micros, reads) = isStored ? (0, 0) : (EpsilonMicros, 1);
                return Task.FromResult(new Observation(micros, reads, isStored, micros));
            };
        }
    }

    /// <summary>Whether the answer to question 1 looks otherwise where the rival asked it than where it asked another.
    /// </summary>
    private static async Task<bool> IsToldAsync(
        Func<bool, int, Task<Observation>> untouched, Func<bool, int, Task<Observation>> asked)
    {
        await untouched(true, 2);
        await asked(true, 1);
        return await untouched(false, 1) != await asked(false, 1);
    }

    private static async Task<Observation> ObserveAsync(AdapterRig rig, bool isRival, int question)
    {
        SigningKey trainer = isRival ? rig.Trainer : rig.Second;
        var readsCount = rig.Store!.ReadsCount;
        var answer = await rig.AskAsync(
            EpsilonMicros, request => P2FundedTests.Distinguish(request, question), trainer: trainer);
        var entry = AuditEntry.Parser.ParseFrom(answer.Receipt.Entry.Span[1..]).Release;
        var report = rig.Core.Budgets.Report(rig.SignedBudgetRequest(trainer));
        return new Observation(
            Attacker.ReleaseOf(answer).LineageCost.EpsilonMicros, rig.Store.ReadsCount - readsCount,
            entry.IsStoredAnswer, report.Datasets[0].TrainerEpsilonMicros.Spent);
    }

    /// <summary>What the asker sees; how often data is read stands for the time.</summary>
    private sealed record Observation(long CostMicros, int ReadsCount, bool IsStored, long SpentMicros);
}
