using Federation.Audit;
using Federation.Client;
using Federation.Client.Profiles;
using Federation.Sealing;

namespace Federation.Tests.Client;

/// <summary>A trainer whose profile names witnesses takes nothing of a silo that they have not cosigned.</summary>
public sealed class WitnessedTests(TrainerFixture trainer) : IClassFixture<TrainerFixture>
{
    private const string Count = "SELECT COUNT(*) FROM people";
    private readonly Cosigner _witness = new("witness.example/one", SigningKey.Create());

    [Theory]
    [InlineData("cosigned", true)]
    [InlineData("not cosigned", false)]
    [InlineData("cosigned by another", false)]
    [InlineData("of another log", false)]
    public async Task A_release_is_taken_only_with_the_quorum_that_the_profile_asks_for(string how, bool isTaken)
    {
        using var key = SigningKey.Create();
        trainer.First.Witness = how switch
        {
            "not cosigned" => null,
            "cosigned by another" => new Cosigner("witness.example/one", key),
            _ => _witness,
        };
        trainer.Broker.Statistic = envelope => FakeBroker.Answer(
            trainer.First.Seal(trainer.First.Release(SignedRequestView.Of(envelope), 100)),
            trainer.Second.Seal(trainer.Second.Release(SignedRequestView.Of(envelope), 50)));
        using var client = trainer.Client(witnesses: PolicyOf(how == "of another log" ? trainer.Second : trainer.First));

        var asked = client.QueryAsync(Count, 500_000, TestContext.Current.CancellationToken);

        if (isTaken)
        {
            Assert.True((await asked).IsComplete);
        }
        else
        {
            var fault = await Assert.ThrowsAsync<FederationException>(() => asked);
            Assert.Equal(FederationFaultKind.Unverified, fault.Kind);
            Assert.Contains("quorum", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("witness one", "is none")]
    [InlineData(null, "cannot be read")]
    public void A_profile_whose_witness_policy_is_none_or_missing_says_so(string? policy, string says)
    {
        if (policy is not null)
        {
            File.WriteAllText(trainer["witnesses.txt"], policy);
        }

        File.WriteAllText(trainer["profile.yaml"], $$"""
            federation: demo.federation
            broker: https://127.0.0.1:1
            keys: keys
            agreement: lab-2026
            purpose: research
            silos:
              - {id: a, fingerprint: {{trainer.First.Signing.Fingerprint}}, witnesses: {{(policy is null ? "none.txt" : "witnesses.txt")}}}
            """);

        var fault = Assert.Throws<FederationException>(() => TrainerProfile.Load(trainer["profile.yaml"]));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        File.WriteAllText(trainer["witnesses.txt"], PolicyText(trainer.First));
        File.WriteAllText(
            trainer["profile.yaml"], File.ReadAllText(trainer["profile.yaml"]).Replace("none.txt", "witnesses.txt", StringComparison.Ordinal));
        Assert.True(TrainerProfile.Load(trainer["profile.yaml"]).Silos[0].Witnesses!.AsksForWitnesses);
    }

    private WitnessPolicy PolicyOf(FakeSilo silo) => WitnessPolicy.Parse(PolicyText(silo));

    private string PolicyText(FakeSilo silo) =>
        $"log {silo.LogVerifierKey}\nwitness one {_witness.VerifierKey}\nquorum one\n";
}
