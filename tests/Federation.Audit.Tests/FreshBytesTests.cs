namespace Federation.Audit.Tests;

/// <summary>Blinds and salts: whoever could guess one could guess what it hides.</summary>
public sealed class FreshBytesTests
{
    private const int LengthBytes = 32;
    private const int TakesCount = 5_000;

    [Fact]
    public async Task Nothing_is_handed_out_twice_whatever_the_thread()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => Enumerable.Range(0, TakesCount).Select(_ => FreshBytes.Take(LengthBytes)).ToList(),
            TestContext.Current.CancellationToken)));

        // In halves: neither two alike, nor one that begins in the middle of another, nor one of zeros.
        var halves = taken.SelectMany(list => list).SelectMany(bytes => new[]
        {
            Convert.ToHexString(bytes.AsSpan(0, LengthBytes / 2)), Convert.ToHexString(bytes.AsSpan(LengthBytes / 2)),
        }).ToList();
        Assert.Equal(4 * TakesCount * 2, halves.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Lengths_may_change_from_take_to_take_up_to_a_whole_buffer()
    {
        int[] lengths = [1000, 16, 32, 0, 1024, 1, 1023];
        Assert.All(lengths, length =>
        {
            var bytes = FreshBytes.Take(length);
            Assert.Equal(length, bytes.Length);
            Assert.True(length < LengthBytes / 2 || bytes.AsSpan().IndexOfAnyExcept((byte)0) >= 0);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => FreshBytes.Take(1025));
        Assert.Throws<ArgumentOutOfRangeException>(() => FreshBytes.Take(-1));
    }
}
