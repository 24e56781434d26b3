using Federation.Adapter.Policies;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Configuration;
using Federation.Hosting.Errors;
using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Tests.Adapter;

/// <summary>P7: what a policy requires witnesses for leaves only with their cosignatures, and is paid once whatever they
/// do.</summary>
public sealed class P7WitnessedTests : IAsyncLifetime
{
    private const string Origin = $"{AdapterRig.Federation}/adapter/{AdapterRig.Silo}/audit";
    private readonly SigningKey _logKey = SigningKey.Create();
    private readonly List<RunningWitness> _witnesses = [];

    private string LogVerifierKey => new NoteSigner(Origin, _logKey).VerifierKey;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["one", "two", "three"])
        {
            _witnesses.Add(await new RunningWitness(name, LogVerifierKey).StartAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var witness in _witnesses)
        {
            await witness.DisposeAsync();
        }

        _logKey.Dispose();
    }

    [Fact]
    public async Task A_release_carries_the_cosignatures_of_a_quorum_though_one_witness_is_down()
    {
        await _witnesses[1].StopAsync();
        await using var rig = await Rig().StartAsync();

        var release = await rig.AskAsync(1_000);
        var chunk = (await rig.SampleAsync(2)).First(frame => frame.KindCase == SampleFrame.KindOneofCase.Chunk).Chunk;

        foreach (var receipt in (Receipt[])[release.Receipt, chunk.Receipt])
        {
            Assert.True(TlogProof.Verify(receipt.Proof, receipt.Entry.Span, LogVerifierKey).IsValid);
            var note = TlogProof.Parse(receipt.Proof).SignedCheckpoint;
            Assert.True(Policy().IsSatisfied(note), note);
            Assert.DoesNotContain("test.example/two", note, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_no_quorum_answers_nothing_is_paid_or_read()
    {
        await _witnesses[1].StopAsync();
        await _witnesses[2].StopAsync();
        await using var rig = await Rig().StartAsync();

        await AssertMissingAsync(rig, () => rig.AskAsync(1_000));
        await AssertMissingAsync(rig, () => rig.SampleAsync(2));

        Assert.Equal(0, rig.Store!.ReadsCount);
        Assert.All(await rig.EntriesAsync(), entry => Assert.Equal(Decision.Deny, entry.Intent.Decision));
    }

    [Fact]
    public async Task What_is_on_record_when_witnesses_go_away_leaves_once_they_are_back_and_is_paid_once()
    {
        await using var rig = await Rig().StartAsync();
        await rig.AskAsync(1_000); // A quorum was seen a moment ago.
        rig.Store!.BeforeRead = () =>
        {
            _witnesses[0].StopAsync().GetAwaiter().GetResult();
            _witnesses[1].StopAsync().GetAwaiter().GetResult();
        };
        var question = rig.SignedQuestion(2_000);
        await AssertMissingAsync(rig, () => rig.Core.Queries.RunAsync(question, AdapterRig.Cancellation));
        await _witnesses[0].StartAsync();

        var release = await rig.Core.Queries.RunAsync(question, AdapterRig.Cancellation);

        Assert.True(Policy().IsSatisfied(TlogProof.Parse(release.Receipt.Proof).SignedCheckpoint));
        Assert.Equal(2, rig.Store.ReadsCount);
        var intents = (await rig.EntriesAsync()).Where(entry => entry.Intent is { Decision: Decision.Allow }).ToList();
        Assert.Equal(2, intents.Count);
    }

    [Fact]
    public async Task A_policy_that_does_not_require_witnesses_does_not_wait_for_them()
    {
        await _witnesses[1].StopAsync();
        await _witnesses[2].StopAsync();
        await using var rig = await Rig(isRequired: false).StartAsync();

        Assert.NotNull((await rig.AskAsync(1_000)).Receipt);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("quorum none")]
    public async Task A_policy_that_requires_witnesses_stops_the_start_of_an_adapter_that_has_none(string? policy)
    {
        await using var sensitive = new AdapterRig { RequiresWitnesses = true };
        var file = Path.Combine(sensitive.Folder, "people.yaml");
        await File.WriteAllLinesAsync(
            Path.Combine(sensitive.Folder, "people.csv"), sensitive.Csv, AdapterRig.Cancellation);
        await File.WriteAllTextAsync(file, "dataset: people\nwitnessQuorum: required\n", AdapterRig.Cancellation);
        await using var rig = new AdapterRig
        {
            Book = PolicyBook.Of([sensitive.Policy with { File = file }]),
            Witnesses = policy is null ? null : new WitnessOptions(WitnessPolicy.Parse(policy), TimeSpan.FromSeconds(1)),
        };

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => rig.StartAsync());

        var fault = Assert.Single(exception.Faults);
        Assert.Equal((file, 2), (fault.File, fault.Line));
        Assert.Contains("requires witnesses", fault.What, StringComparison.Ordinal);
    }

    private static async Task AssertMissingAsync(AdapterRig rig, Func<Task> ask)
    {
        var asked = ask();
        while (!asked.IsCompleted)
        {
            await Task.Delay(10, AdapterRig.Cancellation);
            rig.Time.Advance(TimeSpan.FromMilliseconds(200));
        }

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => asked);
        Assert.Equal(RefusalReason.WitnessesMissing, refusal.Refusal.Reason);
    }

    private WitnessPolicy Policy() => WitnessPolicy.Parse(
        $"log {LogVerifierKey}\n{string.Join('\n', _witnesses.Select(witness => witness.PolicyLine))}\n"
            + "group two-of-three 2 one two three\nquorum two-of-three\n");

    private AdapterRig Rig(bool isRequired = true) => new()
    {
        LogKey = _logKey,
        RequiresWitnesses = isRequired,
        Witnesses = new WitnessOptions(Policy(), TimeSpan.FromSeconds(3)),
    };
}
