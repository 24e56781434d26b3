using System.Threading.Channels;

namespace Federation.Audit.Tests;

/// <summary>Who comes is written: alone at once, in a crowd together, and never twice or not at all.</summary>
public sealed class GroupCommitTests
{
    [Fact]
    public async Task A_lone_entry_is_written_on_its_callers_thread_before_the_call_returns()
    {
        var threads = new List<int>();
        var group = new GroupCommit(
            entries =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                return 0;
            },
            hasWork: () => false);
        var caller = Environment.CurrentManagedThreadId;

        var append = group.AppendAsync(new byte[] { 1 }, TestContext.Current.CancellationToken);

        Assert.Equal(caller, Assert.Single(threads));
        Assert.Equal(0, (await append).Index);
    }

    [Fact]
    public async Task Where_work_waits_it_runs_first_and_its_entries_go_with_the_same_commit()
    {
        var lengths = new List<int>();
        var brought = new TaskCompletionSource<Task<LogPosition>>();
        var oneByOne = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        GroupCommit? group = null;
        group = new GroupCommit(
            entries =>
            {
                lengths.Add(entries.Count);
                return 0;
            },
            hasWork: () =>
            {
                _ = RunAsync(() => brought.TrySetResult(group!.AppendLaterAsync(new byte[] { 2 })));
                return true;
            });

        await RunAsync(() => group.AppendAsync(new byte[] { 1 }, CancellationToken.None)).Unwrap();

        Assert.Equal(1, (await await brought.Task).Index);
        Assert.Equal([2], lengths);

        Task<T> RunAsync<T>(Func<T> run) =>
            Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.None, oneByOne);
    }

    [Fact]
    public async Task Entries_of_a_crowd_are_each_written_once_and_share_commits()
    {
        var (count, commits) = (0L, 0);
        var isInside = 0;
        var group = new GroupCommit(entries =>
        {
            Assert.Equal(1, Interlocked.Increment(ref isInside));
            Thread.Sleep(1); // As a disk does.
            var first = count;
            count += entries.Count;
            commits++;
            Interlocked.Decrement(ref isInside);
            return first;
        });

        var positions = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var i = 0; i < 50; i++)
            {
                var append = i % 5 == 4
                    ? group.AppendLaterAsync(new byte[] { 1 })
                    : group.AppendAsync(new byte[] { 1 }, CancellationToken.None);
                mine.Add((await append).Index);
            }

            return mine;
        })));

        Assert.Equal(Enumerable.Range(0, 64 * 50).Select(i => (long)i), positions.SelectMany(mine => mine).Order());
        Assert.InRange(commits, 50, 64 * 50 / 4);
    }

    [Fact]
    public async Task An_entry_that_nobody_waits_for_is_written_by_itself_where_nothing_comes()
    {
        var group = new GroupCommit(entries => 7);

        var position = await group.AppendLaterAsync(new byte[] { 1 })
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(7, position.Index);
    }

    [Fact]
    public async Task What_waits_when_no_more_is_taken_is_still_written()
    {
        var written = 0;
        var group = new GroupCommit(entries => written += entries.Count);
        var later = group.AppendLaterAsync(new byte[] { 1 });

        group.Complete();
        group.Drain();

        await later;
        Assert.Equal(1, written);
        await Assert.ThrowsAsync<ChannelClosedException>(
            () => group.AppendAsync(new byte[] { 2 }, TestContext.Current.CancellationToken));
    }
}
