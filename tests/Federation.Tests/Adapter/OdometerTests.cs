using Federation.Adapter.Odometers;
using Federation.Adapter.Policies;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>The odometer is what the log says, read beside the adapter that writes it.</summary>
public sealed class OdometerTests
{
    [Fact]
    public async Task It_shows_what_answers_cost_by_trainer_purpose_and_day_while_the_adapter_runs()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000_000 }.StartAsync();
        await rig.AskAsync(300_000);
        await rig.AskAsync(300_000); // The same question: nothing is spent again.
        await rig.AskAsync(200_000);
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(900_000));

        var lineage = Assert.Single(Odometer.Read(rig.StateFolder, PolicyBook.Of([rig.Policy]), rig.Time.GetUtcNow()));

        Assert.Equal((500_000, 500_000, 3), (lineage.SpentEpsilonMicros, lineage.LeftEpsilonMicros, lineage.RequestsCount));
        Assert.Equal(500_000, Assert.Single(lineage.Trainers).SpentEpsilonMicros);
        Assert.Equal(500_000, Assert.Single(lineage.SpentByPurpose).Value);
        Assert.Equal(("2026-11-24", 500_000), lineage.SpentByDay.Select(day => (day.Key, day.Value)).Single());
    }

    [Fact]
    public void An_adapter_that_never_ran_has_spent_nothing()
    {
        using var folder = new Cli.TemporaryFolder();

        Assert.Empty(Odometer.Read(folder.Path, PolicyBook.Of([]), DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Two_hundred_questions_at_once_with_budget_for_ten_are_answered_ten_times()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 1_000_000,
            TrainerEpsilonMicrosMax = 1_000_000,
        }.StartAsync();

        var tries = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            try
            {
                await rig.AskAsync(100_000, request => request.Query.Filter = Older(number % 50, number / 50));
                return RefusalReason.Unspecified;
            }
            catch (RefusalException refusal)
            {
                return refusal.Refusal.Reason;
            }
        }));

        Assert.Equal(10, tries.Count(reason => reason == RefusalReason.Unspecified));
        Assert.Equal(190, tries.Count(reason => reason == RefusalReason.BudgetExhausted));
        Assert.Equal(0, Odometer.Read(rig.StateFolder, PolicyBook.Of([rig.Policy]), rig.Time.GetUtcNow())[0].LeftEpsilonMicros);
    }

    /// <summary>200 different questions: an age and one of four relations.</summary>
    private static Predicate Older(int age, int relation) => new()
    {
        Comparison = new Comparison
        {
            Column = "age",
            Operator = (ComparisonOperator)(relation + 3),
            Value = new Value { Integer = age + 20 },
        },
    };
}
