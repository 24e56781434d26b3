using Federation.Adapter.Releases;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P11: the time of a reply tells neither of data nor of noise; the clock stands still but for the tests.</summary>
public sealed class P11TimingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(50)]
    public async Task A_reply_leaves_at_the_end_of_its_slot_however_long_the_store_read(int readMs)
    {
        await using var rig = await new AdapterRig { ReplySlotMs = 50 }.StartAsync();
        rig.Store!.BeforeRead = () => Pass(rig, readMs);
        var asked = await AskAsync(rig);

        Pass(rig, 49 - readMs);
        await StaysAsync(asked, isReady: readMs == 50);
        Pass(rig, 1);

        var release = StatisticRelease.Parser.ParseFrom((await asked).Envelope.Payload);
        Assert.Equal(AdapterRig.Start.AddMilliseconds(50).ToUnixTimeMilliseconds(), release.RecordedUnixMs);
        Assert.Equal(release.RecordedUnixMs, (await ReleaseEntryAsync(rig)).RecordedUnixMs);
    }

    [Theory]
    [InlineData(51, 100)]
    [InlineData(99, 100)]
    [InlineData(101, 200)]
    [InlineData(390, 400)]
    public async Task A_late_reply_leaves_after_twice_or_four_times_the_slot_and_states_that_time(int readMs, int leavesMs)
    {
        await using var rig = await new AdapterRig { ReplySlotMs = 50 }.StartAsync();
        rig.Store!.BeforeRead = () => Pass(rig, readMs);
        var asked = await AskAsync(rig);

        Pass(rig, leavesMs - readMs - 1);
        await StaysAsync(asked, isReady: false);
        Pass(rig, 1);

        var release = StatisticRelease.Parser.ParseFrom((await asked).Envelope.Payload);
        Assert.Equal(AdapterRig.Start.AddMilliseconds(leavesMs).ToUnixTimeMilliseconds(), release.RecordedUnixMs);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_told_at_the_end_of_the_slot_too()
    {
        await using var rig = await new AdapterRig { ReplySlotMs = 50 }.StartAsync();
        rig.Store!.Vanishes = true;
        var asked = await AskAsync(rig);

        Pass(rig, 49);
        await StaysAsync(asked, isReady: false);
        Pass(rig, 1);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => asked);
        Assert.Equal(RefusalReason.StoreUnavailable, refusal.Refusal.Reason);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(50)]
    [InlineData(61)]
    [InlineData(100)]
    public async Task A_slot_that_ends_while_somebody_looks_at_the_clock_is_over(int slotMs)
    {
        var slot = new ReplySlot(new HastyTime(), TimeSpan.FromMilliseconds(slotMs));

        await slot.WaitAsync(AdapterRig.Cancellation).WaitAsync(TimeSpan.FromSeconds(20), AdapterRig.Cancellation);

        Assert.True(slot.IsLate);
    }

    [Fact]
    public async Task What_is_refused_before_data_is_read_waits_for_no_slot()
    {
        await using var rig = await new AdapterRig { ReplySlotMs = 50 }.StartAsync();

        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(0));

        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task Every_chunk_of_a_sample_its_removal_report_and_its_end_leave_at_the_end_of_a_slot_of_their_own()
    {
        await using var rig = await new AdapterRig { ReplySlotMs = 50 }.StartAsync();
        var left = new List<(SampleFrame.KindOneofCase Kind, double Ms)>();
        var sampled = rig.Core.Samples.RunAsync(
            rig.SignedSample(2, request => request.RemovalEpsilonMicros = 1_000, requestId: null),
            frame =>
            {
                left.Add((frame.KindCase, (rig.Time.GetUtcNow() - AdapterRig.Start).TotalMilliseconds));
                return Task.CompletedTask;
            },
            AdapterRig.Cancellation);

        for (var ms = 0; !sampled.IsCompleted && ms < 1_000; ms++)
        {
            await Task.Delay(2, AdapterRig.Cancellation);
            Pass(rig, 1);
        }

        await sampled;
        Assert.Equal(
            [
                SampleFrame.KindOneofCase.Chunk, SampleFrame.KindOneofCase.Ciphertext,
                SampleFrame.KindOneofCase.RemovalReport, SampleFrame.KindOneofCase.End,
            ],
            left.Select(frame => frame.Kind));
        Assert.All(left, frame => Assert.True(frame.Ms >= 50));
        Assert.True(left[2].Ms >= left[1].Ms + 50);
        Assert.True(left[3].Ms >= left[2].Ms + 50);
    }

    private static void Pass(AdapterRig rig, int ms)
    {
        if (ms > 0)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(ms));
        }
    }

    /// <summary>Asks, and returns once the reply waits for its slot or is there.</summary>
    private static async Task<Task<SealedRelease>> AskAsync(AdapterRig rig)
    {
        var waitsCount = rig.Time.WaitsCount;
        var asked = rig.AskAsync(1_000);
        while (rig.Time.WaitsCount == waitsCount && !asked.IsCompleted)
        {
            await Task.Delay(5, AdapterRig.Cancellation);
        }

        return asked;
    }

    private static async Task StaysAsync(Task asked, bool isReady)
    {
        await Task.Delay(100, AdapterRig.Cancellation);
        Assert.Equal(isReady, asked.IsCompleted);
    }

    private static async Task<AuditEntry> ReleaseEntryAsync(AdapterRig rig) =>
        (await rig.EntriesAsync()).Single(entry => entry.Release is not null);
}
