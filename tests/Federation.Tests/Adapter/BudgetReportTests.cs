using Federation.Adapter.Policies;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;

namespace Federation.Tests.Adapter;

/// <summary>What a trainer is told of budgets: its own, and of others only what the policy shows.</summary>
public sealed class BudgetReportTests
{
    [Fact]
    public async Task A_trainer_sees_its_own_spending_and_limits_and_nothing_of_others()
    {
        await using var rig = await new AdapterRig { TrainerEpsilonMicrosMax = 5_000 }.StartAsync();
        await rig.AskAsync(700);
        await rig.AskAsync(200, trainer: rig.Second);

        var dataset = Assert.Single(rig.Core.Budgets.Report(rig.SignedBudgetRequest()).Datasets);

        Assert.Equal((700, 5_000), (dataset.TrainerEpsilonMicros.Spent, dataset.TrainerEpsilonMicros.Max));
        Assert.Equal((700, 100_000_000), (dataset.AgreementEpsilonMicros.Spent, dataset.AgreementEpsilonMicros.Max));
        Assert.Equal((1, 100_000), (dataset.Requests.Spent, dataset.Requests.Max));
        Assert.Equal(1, dataset.TrainerRhoMicros); // ε·tanh(ε/2) of 700 millionths, rounded up.
        Assert.Equal(("2026-11-24", 700), dataset.Days.Select(day => (day.Day, day.EpsilonMicros)).Single());
        Assert.Null(dataset.LineageBudget);
    }

    [Fact]
    public async Task What_is_left_of_the_lineage_is_told_where_the_policy_shows_it()
    {
        await using var rig = await new AdapterRig
        {
            Budget = rules => rules with { ShowsLineage = true, LineageDeltaFemtosMax = 1_000_000_000 },
        }.StartAsync();
        await rig.AskAsync(700);
        await rig.AskAsync(200, trainer: rig.Second);

        var lineage = rig.Core.Budgets.Report(rig.SignedBudgetRequest()).Datasets[0].LineageBudget;

        Assert.Equal((900, 10_000_000), (lineage.Spent.EpsilonMicros, lineage.EpsilonMicrosMax));
        Assert.True(lineage.RhoMicrosMax > 0);
    }

    /// <summary>A stored answer costs the lineage nothing; a trainer must not learn that from its own odometer.</summary>
    [Fact]
    public async Task A_report_is_the_same_whether_or_not_another_trainer_asked_the_same_before()
    {
        await using var alone = await new AdapterRig().StartAsync();
        await using var after = await new AdapterRig().StartAsync();
        await after.AskAsync(700);
        foreach (var rig in new[] { alone, after })
        {
            await rig.AskAsync(700, trainer: rig.Second);
        }

        Assert.Equal(
            alone.Core.Budgets.Report(alone.SignedBudgetRequest(alone.Second)).Datasets,
            after.Core.Budgets.Report(after.SignedBudgetRequest(after.Second)).Datasets);
    }

    [Fact]
    public async Task A_report_counts_the_running_period_and_says_when_the_next_begins()
    {
        await using var rig = await new AdapterRig
        {
            Budget = rules => rules with
            {
                Renewal = new BudgetRenewal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), 5, 90_000_000, 0),
            },
        }.StartAsync();
        await rig.AskAsync(700);
        Assert.Equal(700, ReportOf(rig).TrainerEpsilonMicros.Spent);

        rig.Time.Advance(TimeSpan.FromDays(1)); // From the 24th to the 25th, which begins a period.

        Assert.Equal((0, 700), (ReportOf(rig).TrainerEpsilonMicros.Spent, ReportOf(rig).AgreementEpsilonMicros.Spent));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), ReportOf(rig).RenewsUnixMs);
    }

    [Fact]
    public async Task A_renewed_budget_answers_again_from_the_first_moment_of_a_period()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 1_000,
            TrainerEpsilonMicrosMax = 1_000,
            Budget = rules => rules with
            {
                Renewal = new BudgetRenewal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), 5, 1_500, 0),
            },
        }.StartAsync();
        await rig.AskAsync(1_000);
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1, request => P2FundedTests.Distinguish(request, 1)));
        rig.Time.Advance(TimeSpan.FromDays(1));

        await rig.AskAsync(500, request => P2FundedTests.Distinguish(request, 2));
        await rig.RestartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(1, request => P2FundedTests.Distinguish(request, 3)));
        Assert.Equal("lineage", refusal.Refusal.Facts["limit"]); // The lifetime's cap of 1,500.
    }

    [Theory]
    [InlineData("agreement")]
    [InlineData("purpose")]
    [InlineData("trainer")]
    [InlineData("expired")]
    [InlineData("audience")]
    [InlineData("signature")]
    public async Task A_request_that_opens_nothing_here_is_refused(string fault)
    {
        await using var rig = await new AdapterRig().StartAsync();
        using var stranger = SigningKey.Create();
        var envelope = rig.SignedBudgetRequest(fault == "trainer" ? stranger : null, request =>
        {
            request.Header.Agreement = fault == "agreement" ? "agreement-second" : request.Header.Agreement;
            request.Header.Purpose = fault == "purpose" ? "marketing" : request.Header.Purpose;
            request.Header.Audience = fault == "audience" ? "other.federation" : request.Header.Audience;
            request.Header.ExpiresUnixMs -= fault == "expired" ? 600_000 : 0;
        });
        if (fault == "signature")
        {
            envelope.Signature = Google.Protobuf.ByteString.CopyFrom(new byte[64]);
        }

        var refusal = Assert.Throws<RefusalException>(() => rig.Core.Budgets.Report(envelope));

        Assert.Equal(fault switch
        {
            "expired" or "audience" => RefusalReason.RequestStale,
            "signature" => RefusalReason.SignatureInvalid,
            _ => RefusalReason.AccessDenied,
        }, refusal.Refusal.Reason);
    }

    private static DatasetBudget ReportOf(AdapterRig rig) =>
        rig.Core.Budgets.Report(rig.SignedBudgetRequest()).Datasets[0];
}
