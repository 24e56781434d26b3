using Federation.Adapter;
using Federation.Adapter.Journal;
using Federation.Adapter.Odometers;
using Federation.Adapter.Policies;
using Federation.Adapter.Slices;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter.Budgets;

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
        await rig.AskAsync(200_000, request => P2FundedTests.Distinguish(request, 1));
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(900_000));

        var lineage = Assert.Single(Odometer.Read(rig.StateFolder, PolicyBook.Of([rig.Policy]), rig.Time.GetUtcNow()));

        Assert.Equal((500_000, 500_000, 3), (lineage.SpentEpsilonMicros, lineage.LeftEpsilonMicros, lineage.RequestsCount));
        Assert.Equal(500_000, Assert.Single(lineage.Trainers).SpentEpsilonMicros);
        Assert.Equal(500_000, Assert.Single(lineage.SpentByPurpose).Value);
        Assert.Equal(("2026-11-24", 500_000), lineage.SpentByDay.Select(day => (day.Key, day.Value)).Single());
    }

    /// <summary>Gaussian releases have no ε to add: the odometer says what their ρ implies.</summary>
    [Fact]
    public async Task Exact_triples_and_slices_add_up_to_the_guarantee_they_leave()
    {
        await using var rig = new AdapterRig
        {
            Budget = rules => rules with { LineageDeltaFemtosMax = 1_000_000_000, SelectionDeltaFemtosMax = 1_000 },
        };
        await rig.StartAsync();
        var entries = await rig.EntriesAsync(); // Stops it.
        Assert.Empty(entries);
        var book = PolicyBook.Of([rig.Policy]);
        var identity = rig.Identity;
        await using (var log = await AdapterLog.OpenAsync(
            identity, rig.StateFolder, book, new AdapterSeams(rig.Time), AdapterRig.Cancellation))
        {
            var debit = new MadeUpDebit(
                rig.Lineage, "trainer-1", "training", new Privacy.PrivacyCost(long.MaxValue, 1_000, 0), 70_000, IsAllowed: true);
            var entry = log.Journal.NewEntry();
            entry.Intent = debit.ToEntry(0).Intent;
            await log.Journal.AppendAsync(entry, AdapterRig.Cancellation);
            await SliceGranter.GrantAsync(log, identity, book, new SliceOrder(rig.Lineage, new string('a', 64), 10_000, 600));
        }

        var lineage = Assert.Single(Odometer.Read(rig.StateFolder, book, rig.Time.GetUtcNow()));

        Assert.False(lineage.Spent.IsPure);
        Assert.Equal((1_050, 600, 10_000), (lineage.Spent.RhoMicros, lineage.Spent.DeltaFemtos, lineage.SlicesEpsilonMicros));
        Assert.Equal(
            Privacy.Accounting.ZcdpConversion.EpsilonMicros(1_050, 999_999_000), lineage.SpentEpsilonMicros);
        Assert.Equal(80_000, lineage.SpentByDay.Single().Value); // As asked.
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
                await rig.AskAsync(100_000, request => P2FundedTests.Distinguish(request, number));
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
}
