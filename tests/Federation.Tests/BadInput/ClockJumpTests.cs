using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;

namespace Federation.Tests.BadInput;

/// <summary>Fault 8: the calendar of an adapter jumps by a day, forwards and backwards, and stands still.</summary>
public sealed class ClockJumpTests
{
    private const int SlotMs = 50;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static TheoryData<int> Days => [-1, 1];

    [Theory]
    [MemberData(nameof(Days))]
    public async Task A_jump_while_a_reply_waits_for_its_slot_neither_hurries_nor_delays_it(int days)
    {
        await using var rig = await new AdapterRig { ReplySlotMs = SlotMs }.StartAsync();
        var waitsCount = rig.Time.WaitsCount;
        var asked = rig.AskAsync(1_000);
        while (rig.Time.WaitsCount == waitsCount)
        {
            await Task.Delay(5, AdapterRig.Cancellation);
        }

        rig.Time.Offset = days * Day;
        rig.Time.Advance(TimeSpan.FromMilliseconds(SlotMs - 1));
        await Task.Delay(100, AdapterRig.Cancellation);
        Assert.False(asked.IsCompleted);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.NotNull((await asked.WaitAsync(TimeSpan.FromSeconds(30), AdapterRig.Cancellation)).Receipt);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task A_jump_pays_for_nothing_twice_forgets_no_debit_and_spends_no_more_than_there_is(int days)
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 3_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        var first = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);

        rig.Time.Offset = days * Day;
        Assert.Equal(first.Envelope, (await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation)).Envelope);
        await rig.AskAsync(1_000, request => P2FundedTests.Distinguish(request, 1)); // Signed by the same calendar.
        rig.Time.Offset = TimeSpan.Zero;
        await rig.RestartAsync();
        await rig.AskAsync(1_000, request => P2FundedTests.Distinguish(request, 2));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(1, request => P2FundedTests.Distinguish(request, 3)));
        Assert.Equal(RefusalReason.BudgetExhausted, refusal.Refusal.Reason);
        var debits = (await rig.EntriesAsync()).Where(entry => entry.Intent is { Decision: Decision.Allow });
        Assert.Equal(3_000, debits.Sum(entry => entry.Intent.LineageCost.EpsilonMicros));
        var report = await LogVerifier.VerifyAsync(rig.AuditFolder, rig.LogKeyOf(1), progress: null, AdapterRig.Cancellation);
        Assert.True(report.IsIntact, report.Explanation);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task A_request_of_another_day_is_refused_unpaid_and_answered_once_the_calendar_is_right(int days)
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);

        rig.Time.Offset = days * Day;
        await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));
        Assert.Equal(0, rig.Store!.ReadsCount);
        rig.Time.Offset = TimeSpan.Zero;

        Assert.NotNull((await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation)).Receipt);
    }
}
