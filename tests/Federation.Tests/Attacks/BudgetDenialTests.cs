using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Asks for more than there is, to leave the ledger closed or emptied for all others.</summary>
public sealed class BudgetDenialTests
{
    private const long CapMicros = 1_000;
    private static readonly long[] OversizeMicros =
        [CapMicros + 1, 10_000_000, long.MaxValue, long.MaxValue - CapMicros + 1, long.MinValue];

    [Fact]
    public async Task After_any_number_of_oversize_requests_the_whole_budget_is_there()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = CapMicros }.StartAsync();

        Assert.False(await IsClosedAsync(async micros =>
        {
            try
            {
                await rig.AskAsync(micros, trainer: micros == CapMicros ? rig.Second : rig.Trainer);
                return true;
            }
            catch (RefusalException refusal)
            {
                Assert.Contains(refusal.Refusal.Reason, (RefusalReason[])
                    [RefusalReason.BudgetExhausted, RefusalReason.RequestInvalid]);
                return false;
            }
        }));
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task Control_a_ledger_that_reserves_before_it_looks_is_closed_by_one_of_them()
    {
        var spentMicros = 0L;

        Assert.True(await IsClosedAsync(micros =>
        {
            spentMicros += Math.Max(0, Math.Min(micros, 10_000_000));
            return Task.FromResult(spentMicros <= CapMicros);
        }));
    }

    /// <summary>Whether a question of the whole budget is refused after the attack.</summary>
    private static async Task<bool> IsClosedAsync(Func<long, Task<bool>> askAsync)
    {
        for (var round = 0; round < 4; round++)
        {
            foreach (var micros in OversizeMicros)
            {
                Assert.False(await askAsync(micros));
            }
        }

        return !await askAsync(CapMicros);
    }
}
