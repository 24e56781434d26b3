using System.Text;
using Federation.Tests.Adapter;
using Grpc.Core;

namespace Federation.Tests.Attacks;

/// <summary>Makes the engine quote a record in its fault, and searches what comes back over the wire and what lies in
/// the adapter's folder.</summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task A_fault_that_quotes_a_record_reaches_neither_the_caller_nor_a_file_of_the_adapter()
    {
        await using var rig = new AdapterRig { Source = CanaryData.Csv };
        await using var served = await ServedAdapter.StartAsync(rig);

        Assert.False(await IsFoundAsync(rig, async () =>
        {
            var fault = await Assert.ThrowsAsync<RpcException>(async () => await served.Client.ReleaseStatisticAsync(
                new() { Envelope = rig.SignedQuestion(1_000) }, cancellationToken: AdapterRig.Cancellation));
            return fault + string.Concat(fault.Trailers.Select(entry =>
                entry.IsBinary ? Encoding.Latin1.GetString(entry.ValueBytes) : entry.Value));
        }));
    }

    /// <summary>The weakened copy is the same adapter without the boundary that turns faults into statuses.</summary>
    [Fact]
    public async Task Control_without_the_boundary_the_caller_reads_the_record()
    {
        await using var rig = await new AdapterRig { Source = CanaryData.Csv }.StartAsync();

        Assert.True(await IsFoundAsync(rig, async () => (await Assert.ThrowsAsync<InvalidCastException>(
            () => rig.AskAsync(1_000))).ToString()));
    }

    private static async Task<bool> IsFoundAsync(AdapterRig rig, Func<Task<string>> replyAsync)
    {
        rig.Store!.BeforeRead = () => throw new InvalidCastException($"cannot read '{CanaryData.Word}'");
        var found = (await replyAsync()).Contains(CanaryData.Word, StringComparison.Ordinal);
        await rig.EntriesAsync();
        var word = Encoding.UTF8.GetBytes(CanaryData.Word);
        foreach (var file in Directory.EnumerateFiles(rig.StateFolder, "*", SearchOption.AllDirectories))
        {
            found |= (await File.ReadAllBytesAsync(file, AdapterRig.Cancellation)).AsSpan().IndexOf(word) >= 0;
        }

        return found;
    }
}
