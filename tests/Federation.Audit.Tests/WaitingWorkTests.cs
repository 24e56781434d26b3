namespace Federation.Audit.Tests;

public sealed class WaitingWorkTests
{
    [Fact]
    public void Where_nothing_waits_nobody_changes_threads()
    {
        Assert.True(new WaitingWork(hasWork: () => false).GoFirstAsync(timesMax: 3).AsTask().IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(3, 5, 3)]
    [InlineData(3, 2, 2)]
    public async Task What_waits_goes_first_as_often_as_is_said_and_while_there_is_some(
        int timesMax, int waitingCount, int wentCount)
    {
        var left = waitingCount;

        await new WaitingWork(hasWork: () => left-- > 0).GoFirstAsync(timesMax);

        Assert.Equal(wentCount, waitingCount - Math.Max(left, 0));
    }
}
