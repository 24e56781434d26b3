using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Asks everything at once, so that each question sees the budget before any other has spent of it.</summary>
public sealed class ConcurrentOverspendTests
{
    private const long EpsilonMicros = 1_000;
    private const int CapAnswersCount = 10;

    [Fact]
    public async Task Sixty_questions_at_once_get_as_many_answers_as_there_is_budget_for()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = CapAnswersCount * EpsilonMicros,
        }.StartAsync();

        Assert.Equal(CapAnswersCount, await AttackAsync(
            question => Attacker.IsAnsweredAsync(rig, EpsilonMicros, question)));
        Assert.Equal(CapAnswersCount, rig.Store!.ReadsCount);
    }

    /// <summary>The weakened copy checks what is durable, and spends once the disk has it: without reservations.
    /// </summary>
    [Fact]
    public async Task Control_a_ledger_without_reservations_pays_for_all_of_them()
    {
        var spentMicros = 0L;
        var disk = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var attack = AttackAsync(async _ =>
        {
            if (Interlocked.Read(ref spentMicros) + EpsilonMicros > CapAnswersCount * EpsilonMicros)
            {
                return false;
            }

            await disk.Task;
            Interlocked.Add(ref spentMicros, EpsilonMicros);
            return true;
        });
        disk.SetResult();

        Assert.Equal(60, await attack);
    }

    private static async Task<int> AttackAsync(Func<int, Task<bool>> askAsync) =>
        (await Task.WhenAll(Enumerable.Range(0, 60).Select(askAsync))).Count(isAnswered => isAnswered);
}
