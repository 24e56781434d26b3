using Federation.Contracts.Type.V1;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Coverage;

/// <summary>What a trainer is told of its budgets, over the whole federation and its certificates.</summary>
public sealed class TrainerBudgetTests
{
    [Fact]
    public async Task Each_silo_tells_what_the_trainer_spent_there_and_one_that_is_down_is_named()
    {
        await using var world = new World("north", "south", "down");
        foreach (var silo in new[] { "north", "south" })
        {
            world.WriteTable(silo, "people", 30, Texts.Agreement(world.FingerprintOf(World.TrainerId)));
            await world.StartAdapterAsync(silo);
        }

        world.ListSilo("down", new Uri($"https://127.0.0.1:{World.FreePort()}"));
        await world.StartBrokerAsync();
        using var client = world.OpenClient();
        await client.QueryAsync("SELECT sex, COUNT(*) FROM people GROUP BY sex", 250_000, World.Cancellation);
        await client.QueryAsync("SELECT sex, COUNT(*) FROM people GROUP BY sex", 250_000, World.Cancellation);
        await client.QueryAsync("SELECT COUNT(*) FROM people", 100_000, World.Cancellation);

        var told = await client.GetBudgetsAsync(World.Cancellation);

        Assert.Equal(["down", "north", "south"], told.Select(silo => silo.Silo).Order(StringComparer.Ordinal));
        Assert.Equal(RefusalReason.SiloUnreachable, told.Single(silo => silo.Silo == "down").Refusal!.Reason);
        Assert.All(told.Where(silo => silo.Silo != "down"), silo =>
        {
            var people = Assert.Single(silo.Report!.Datasets);
            Assert.Equal(350_000, people.TrainerEpsilonMicros.Spent); // The repeat was free.
            Assert.Equal(350_000, people.AgreementEpsilonMicros.Spent);
            Assert.Equal(3, people.Requests.Spent);
            Assert.Equal(world.LogOf(silo.Silo).Debits().Count, people.Requests.Spent);
        });
    }
}
