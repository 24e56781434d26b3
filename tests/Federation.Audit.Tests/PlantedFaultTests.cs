using CsCheck;

namespace Federation.Audit.Tests;

/// <summary>However many faults are planted, of whatever kinds together: each is found and classed, and nothing
/// else.</summary>
public sealed class PlantedFaultTests
{
    private const int AccessesCount = 110;
    private const int KindsCount = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(100)]
    public Task Each_of_so_many_faults_is_found_and_classed_and_nothing_else(int count) =>
        AssertFoundAsync(
            [.. Enumerable.Range(0, count).Select(i => (Access: i * 37 % AccessesCount, Kind: i % KindsCount))]);

    [Fact]
    public Task Any_mixture_of_faults_is_found_and_classed_and_nothing_else() =>
        Gen.Select(
                Gen.Int[1, 100], Gen.Int[0, KindsCount - 1].Array[100],
                Gen.Shuffle(Enumerable.Range(0, AccessesCount).ToArray()))
            .SampleAsync(
                picks => AssertFoundAsync([.. picks.Item3.Zip(picks.Item2).Take(picks.Item1)]),
                iter: 6, threads: 1, seed: "0N0XIzNsQ0O2");

    private static async Task AssertFoundAsync((int Access, int Kind)[] faults)
    {
        using var federation = new LoggedFederation(AccessesCount);
        var numbers = Enumerable.Range(0, AccessesCount).SelectMany(
                number => new[] { "broker", "a", "b" }.Select(
                    party => (Id: LoggedFederation.AccessIdOf(party, number), number)))
            .ToDictionary(one => one.Id, one => one.number);
        var forked = faults.Where(fault => fault.Kind == 7)
            .Select(fault => federation.ForkedReceipt("a", fault.Access)).ToList();
        var expected = faults.SelectMany(fault => Plant(federation, fault.Access, fault.Kind)
            .Select(found => (fault.Access, found.Verdict, found.Silo))).Order().ToList();
        await federation.WriteAsync();

        var report = await federation.ReconcileAsync(forked);

        Assert.Equal(expected, report.Findings.Select(
            finding => (numbers[finding.AccessId!], finding.Verdict, finding.Silo!)).Order());
        Assert.Equal(expected.Count, report.FindingsCount);
    }

    /// <summary>Spoils one access; what is to be found of it.</summary>
    private static (ReconciliationVerdict Verdict, string Silo)[] Plant(
        LoggedFederation federation, int access, int kind)
    {
        var broker = federation.EntriesOf("broker/hub", LoggedFederation.AccessIdOf("broker", access));
        var adapter = federation.EntriesOf("adapter/a", LoggedFederation.AccessIdOf("a", access));
        var named = broker.Single(entry => entry.Release is not null).Release.Silos;
        switch (kind)
        {
            case 0: // Hidden by the broker, from both silos.
                federation.Broker.RemoveAll(broker.Contains);
                return [(ReconciliationVerdict.MissingAtBroker, "a"), (ReconciliationVerdict.MissingAtBroker, "b")];
            case 1:
                named.RemoveAt(1);
                return [(ReconciliationVerdict.MissingAtBroker, "b")];
            case 2:
                federation.AdapterA.RemoveAll(adapter.Contains);
                return [(ReconciliationVerdict.MissingAtAdapter, "a")];
            case 3:
                named[1].ReleaseDigest = LoggedFederation.Digest("other");
                return [(ReconciliationVerdict.DigestMismatch, "b")];
            case 4:
                adapter.Single(entry => entry.Intent is not null).Intent.RequestDigest =
                    LoggedFederation.Digest("other");
                return [(ReconciliationVerdict.DigestMismatch, "a")];
            case 5:
                named[0].Cost = new() { EpsilonMicros = 1 };
                return [(ReconciliationVerdict.EpsilonMismatch, "a")];
            case 6:
                federation.AdapterA.Remove(adapter.Single(entry => entry.Outcome is not null));
                return [(ReconciliationVerdict.Unfinished, "a")];
            default:
                return [(ReconciliationVerdict.ReceiptNotInLog, "a")];
        }
    }
}
