using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>
/// Makes every answer fail once data was read (goes away, breaks the store), so that the budget is given back while
/// what the reading showed, its time or its load, is kept.
/// </summary>
public sealed class RefundTests
{
    private const long EpsilonMicros = 1_000;
    private const int CapReadsCount = 5;

    [Theory]
    [InlineData("store breaks")]
    [InlineData("caller goes away")]
    public async Task Data_is_never_read_more_often_than_was_paid_for(string way)
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = CapReadsCount * EpsilonMicros,
        }.StartAsync();

        var reads = await AttackAsync(async question =>
        {
            var before = rig.Store!.ReadsCount;
            using var caller = new CancellationTokenSource();
            rig.Store.Vanishes = way == "store breaks";
            rig.Store.BeforeRead = way == "store breaks" ? () => { } : caller.Cancel;
            try
            {
                await rig.Core.Queries.RunAsync(
                    rig.SignedQuestion(EpsilonMicros, request => P2FundedTests.Distinguish(request, question)),
                    caller.Token);
            }
            catch (RefusalException refusal) when (refusal.Refusal.Reason
                is RefusalReason.StoreUnavailable or RefusalReason.BudgetExhausted)
            {
            }
            catch (OperationCanceledException)
            {
            }

            return rig.Store.ReadsCount - before;
        });

        Assert.Equal(CapReadsCount, reads);
    }

    [Fact]
    public async Task Control_a_ledger_that_gives_back_what_brought_no_answer_pays_for_any_number_of_reads()
    {
        var leftMicros = CapReadsCount * EpsilonMicros;

        var reads = await AttackAsync(_ =>
        {
            if (leftMicros < EpsilonMicros)
            {
                return Task.FromResult(0);
            }

            leftMicros -= EpsilonMicros;
            leftMicros += EpsilonMicros; // The answer failed.
            return Task.FromResult(1);
        });

        Assert.Equal(20, reads);
    }

    private static async Task<int> AttackAsync(Func<int, Task<int>> readAsync)
    {
        var reads = 0;
        for (var question = 0; question < 20; question++)
        {
            reads += await readAsync(question);
        }

        return reads;
    }
}
