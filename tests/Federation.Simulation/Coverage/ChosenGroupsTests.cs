using Federation.Client;
using Federation.Client.Sql;
using Federation.Contracts.Type.V1;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Coverage;

/// <summary>Groups that nobody declared, from SQL through two silos and the broker back to the trainer.</summary>
/// <remarks>ε is 1 and δ 10⁻⁶. A city of 250 people is shown but for a chance of 0; noise strays over 40 once in 10⁸.
/// </remarks>
public sealed class ChosenGroupsTests
{
    private const long DeltaFemtos = 1_000_000_000;

    [Fact]
    public async Task Cities_that_enough_people_live_in_are_shown_and_gaps_are_told()
    {
        await using var world = new World("north", "south");
        Write(world, "north", [.. Times("北京", 400), .. Times("bern", 300), .. Enumerable.Range(0, 30).Select(i => $"secret-{i}")]);
        Write(world, "south", [.. Times("北京", 350), .. Times("rome", 250)]);
        await world.StartAdapterAsync("north");
        await world.StartAdapterAsync("south");
        await world.StartBrokerAsync();
        using var client = world.OpenClient();

        var question = SqlCompiler.CompileQuestion("SELECT 城市, COUNT(*) FROM people GROUP BY 城市 ORDER BY COUNT(*) DESC LIMIT 2");
        var whole = await client.QueryAsync(question.Query, 1_000_000, DeltaFemtos, World.Cancellation);
        var answer = question.Steps.Apply(whole);

        Assert.Equal(["北京", "bern"], answer.Rows.Select(row => row.Key[0].Text));
        Assert.Equal(["bern", "rome", "北京"], whole.Rows.Select(row => row.Key[0].Text).Order(StringComparer.Ordinal));
        Assert.Empty(answer.Rows[0].MissingSilos);
        Assert.InRange(answer.Rows[0].Estimates[0].Value!.Value, 710, 790);
        Assert.Equal(["south"], answer.Rows[1].MissingSilos);
        var bern = answer.Rows[1].Estimates[0];
        Assert.InRange(bern.Value!.Value, 260, 340);
        var hidden = whole.Coverage.First(silo => silo.Silo == "south").Release!.Selection.UnitsHiddenBelow - 1;
        Assert.True(bern.Interval95.Upper - bern.Value.Value >= (bern.Value.Value - bern.Interval95.Lower) + hidden - 1e-6);
        Assert.InRange(whole.Rest[0].Value!.Value, -10, 110);
        Assert.All(whole.Coverage, silo =>
        {
            Assert.InRange(silo.Release!.LineageCost.DeltaFemtos, 1, DeltaFemtos);
            Assert.InRange(silo.Release.LineageCost.EpsilonMicros, 1, 1_000_000);
            Assert.DoesNotContain("secret", silo.Release.ToString(), StringComparison.Ordinal);
        });

        var again = await client.QueryAsync(question.Query, 1_000_000, DeltaFemtos, World.Cancellation);
        Assert.Equal(
            whole.Coverage.Select(silo => (silo.Release!.Cells.ToString(), silo.Release.Rest.ToString())),
            again.Coverage.Select(silo => (silo.Release!.Cells.ToString(), silo.Release.Rest.ToString())));
        Assert.All(again.Coverage, silo => Assert.Equal(0, silo.Release!.LineageCost.DeltaFemtos));
    }

    [Fact]
    public async Task Without_a_delta_every_silo_refuses_and_nothing_is_debited()
    {
        await using var world = new World("only");
        Write(world, "only", [.. Times("oslo", 50)]);
        await world.StartAdapterAsync("only");
        await world.StartBrokerAsync();
        using var client = world.OpenClient();
        var fault = await Assert.ThrowsAsync<FederationException>(() =>
            client.QueryAsync("SELECT 城市, COUNT(*) FROM people GROUP BY 城市", 1_000_000, World.Cancellation));
        Assert.Equal(RefusalReason.RequestInvalid, fault.Reason);
        Assert.Empty(world.LogOf("only").Debits());
    }

    private static IEnumerable<string> Times(string city, int count) => Enumerable.Repeat(city, count);

    private static void Write(World world, string silo, string[] cities)
    {
        var file = world.DataFile(silo, "people.csv");
        File.WriteAllLines(file, ["pid,sex,age,城市", .. cities.Select((city, i) => $"{i + 1},f,30,{city}")]);
        var policy = Texts.People(
            "people", $"store: {{kind: csv, path: \"{file}\"}}", Texts.Agreement(world.FingerprintOf(World.TrainerId)), "10", "1");
        world.WritePolicy(silo, "people", policy
            .Replace("{name: city, type: text, domain: [west, east]}",
                "{name: 城市, type: text, keys: {show: chosen, normalForm: nfc, bytesMax: 32}}", StringComparison.Ordinal)
            .Replace("rowsMax: 10000", "rowsMax: 10000\nkeyUnitsMin: 5", StringComparison.Ordinal)
            .Replace("  lineageEpsilon: 10", "  lineageDelta: 0.00001\n  selectionDelta: 0.000005\n  requestDelta: 0.000001\n  lineageEpsilon: 10", StringComparison.Ordinal));
    }
}
