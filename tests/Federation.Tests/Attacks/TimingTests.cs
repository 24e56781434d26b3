using Federation.Adapter.Releases;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>
/// Jin, McMurtry, Rubinstein and Ohrimenko 2022: a sampler that loops takes the longer the larger its noise is, and an
/// engine the longer the more it finds. Who holds a watch takes the noise off again.
/// </summary>
public sealed class TimingTests
{
    private const int SlotMs = 50;
    private static readonly int[] ReadsMs = [10, 40];

    [Fact]
    public async Task The_time_of_a_reply_is_the_same_however_long_the_store_read() =>
        Assert.Single((await ReplyTimesAsync(SlotMs)).Distinct());

    [Fact]
    public async Task Control_without_a_slot_it_is_the_time_that_the_store_read() =>
        Assert.Equal(ReadsMs, await ReplyTimesAsync(slotMs: 0));

    /// <summary>Each word that the sampler takes is a millisecond on the clock; seeds are fixed.</summary>
    [Fact]
    public async Task The_time_of_a_reply_is_the_same_however_large_the_noise_is() =>
        Assert.Equal(1, await SlowToFastAsync(SlotMs));

    [Fact]
    public async Task Control_without_a_slot_slow_replies_have_larger_noise() =>
        Assert.True(await SlowToFastAsync(slotMs: 0) > 1.5);

    private static async Task<List<int>> ReplyTimesAsync(int slotMs)
    {
        await using var rig = await new AdapterRig { ReplySlotMs = slotMs }.StartAsync();
        var times = new List<int>();
        foreach (var (number, readMs) in ReadsMs.Index())
        {
            rig.Store!.BeforeRead = () => rig.Time.Advance(TimeSpan.FromMilliseconds(readMs));
            var (start, waitsCount) = (rig.Time.GetUtcNow(), rig.Time.WaitsCount);
            var asked = rig.AskAsync(1_000, request => P2FundedTests.Distinguish(request, number));
            while (rig.Time.WaitsCount == waitsCount && !asked.IsCompleted)
            {
                await Task.Delay(5, AdapterRig.Cancellation);
            }

            await Task.Delay(100, AdapterRig.Cancellation);
            while (!asked.IsCompleted)
            {
                rig.Time.Advance(TimeSpan.FromMilliseconds(10));
                var passedMs = (int)(rig.Time.GetUtcNow() - start).TotalMilliseconds;
                var patienceMs = passedMs % SlotMs == 0 ? 10_000 : 200; // At a slot's end it comes, on a slow machine later.
                await Task.WhenAny(asked, Task.Delay(patienceMs, AdapterRig.Cancellation));
            }

            times.Add((int)(rig.Time.GetUtcNow() - start).TotalMilliseconds);
        }

        return times;
    }

    /// <summary>The mean size of the noise of slow replies, in parts of that of the fastest; 1 where none is slow.
    /// </summary>
    private static async Task<double> SlowToFastAsync(int slotMs)
    {
        var noise = new SeededNoise(5);
        var replies = new List<(long Size, double Ms)>();
        for (var number = 0; number < 4_000; number++)
        {
            var time = new WatchedTime(AdapterRig.Start);
            var slot = new ReplySlot(time, TimeSpan.FromMilliseconds(slotMs));
            var wordsCount = noise.WordsCount;
            var size = Math.Abs(noise.Laplace(2));
            time.Advance(TimeSpan.FromMilliseconds(noise.WordsCount - wordsCount));
            var left = slot.WaitAsync(AdapterRig.Cancellation);
            time.Advance(left.IsCompleted ? TimeSpan.Zero : slot.End - time.GetUtcNow());
            await left;
            replies.Add((size, (time.GetUtcNow() - AdapterRig.Start).TotalMilliseconds));
        }

        var fastestMs = replies.Min(reply => reply.Ms);
        var slow = replies.Where(reply => reply.Ms > fastestMs).ToList();
        var fast = replies.Where(reply => reply.Ms == fastestMs).ToList();
        return slow.Count == 0 ? 1 : slow.Average(reply => reply.Size) / fast.Average(reply => reply.Size);
    }
}
