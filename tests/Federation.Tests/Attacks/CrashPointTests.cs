using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>
/// Makes the process end between its debit and its release, and asks something else once it is back: what was read is
/// known to whoever watched the store, and must not have been read for nothing.
/// </summary>
public sealed class CrashPointTests
{
    private const long CapMicros = 1_000;

    [Fact]
    public async Task What_lies_on_disk_when_the_store_is_read_holds_the_debit_already()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = CapMicros }.StartAsync();
        var disk = new StateCopy(rig.StateFolder);

        var answers = await AttackAsync(
            (question, atRead) =>
            {
                rig.Store!.BeforeRead = atRead;
                return Attacker.IsAnsweredAsync(rig, CapMicros, question);
            },
            disk.Take,
            async () =>
            {
                await rig.Core.DisposeAsync();
                disk.PutBack();
                await rig.StartAsync();
            });

        Assert.Equal(1, answers);
    }

    [Fact]
    public async Task Control_a_ledger_that_debits_once_the_answer_is_there_forgets_what_was_read()
    {
        var (spentMicros, diskMicros) = (0L, 0L);

        var answers = await AttackAsync(
            (_, atRead) =>
            {
                if (spentMicros + CapMicros > CapMicros)
                {
                    return Task.FromResult(false);
                }

                atRead();
                spentMicros += CapMicros;
                return Task.FromResult(true);
            },
            () => diskMicros = spentMicros,
            () => Task.FromResult(spentMicros = diskMicros));

        Assert.Equal(5, answers);
    }

    /// <summary>Five times: a question that reads, a crash at that very moment, a start.</summary>
    private static async Task<int> AttackAsync(
        Func<int, Action, Task<bool>> askAsync, Action keepDisk, Func<Task> crashAsync)
    {
        var answers = 0;
        for (var question = 0; question < 5; question++)
        {
            var hasRead = false;
            await askAsync(question, () =>
            {
                hasRead = true;
                keepDisk();
            });
            if (hasRead)
            {
                answers++;
                await crashAsync();
            }
        }

        return answers;
    }
}
