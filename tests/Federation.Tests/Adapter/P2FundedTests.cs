using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P2: the debit is durable before data is read, idempotent by request id, and never returned.</summary>
public class P2FundedTests
{
    [Fact]
    public async Task The_debit_is_on_the_log_before_the_store_is_read()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var segments = Path.Combine(rig.AuditFolder, "wal");
        var written = -1L;
        rig.Store!.BeforeRead = () => written = CountRecords(segments);

        await rig.AskAsync(1_000);

        Assert.Equal(1, written);
    }

    [Fact]
    public async Task A_question_over_budget_is_refused_before_the_store_is_read()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 5_000 }.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(5_001));

        Assert.Equal(RefusalReason.BudgetExhausted, refusal.Refusal.Reason);
        Assert.Equal("lineage", refusal.Refusal.Facts["limit"]);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task Two_hundred_questions_at_once_with_budget_for_ten_get_exactly_ten_answers()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 10_000 }.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            try
            {
                await rig.AskAsync(1_000, request => Distinguish(request, number));
                return 1;
            }
            catch (RefusalException refusal) when (refusal.Refusal.Reason == RefusalReason.BudgetExhausted)
            {
                return 0;
            }
        }));

        Assert.Equal(10, answers.Sum());
        Assert.Equal(10, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task Budget_stays_spent_when_the_store_fails_and_a_repeat_of_the_request_pays_nothing()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        rig.Store!.Vanishes = true;
        var failure = await Assert.ThrowsAsync<RefusalException>(
            () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));
        Assert.Equal(RefusalReason.StoreUnavailable, failure.Refusal.Reason);

        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1, request => Distinguish(request, 1)));
        rig.Store!.Vanishes = false;
        var release = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);

        Assert.Equal(1_000, StatisticRelease.Parser.ParseFrom(release.Envelope.Payload).LineageCost.EpsilonMicros);
    }

    /// <summary>A caller that goes away at any look at the clock, among them those inside the debit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_caller_that_goes_away_never_leaves_a_debit_that_a_restart_forgets(int lookNumber)
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        using var caller = new CancellationTokenSource();
        var looks = 0;
        rig.Time.Looked = () => (++looks == lookNumber ? caller : null)?.Cancel();
        await Record.ExceptionAsync(() => rig.Core.Queries.RunAsync(envelope, caller.Token));
        rig.Time.Looked = () => { };

        await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
        await rig.RestartAsync();

        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1, request => Distinguish(request, 1)));
        var entries = await rig.EntriesAsync();
        var release = entries.Single(entry => entry.Release is not null);
        Assert.Contains(entries, entry => entry.Intent?.Decision == Decision.Allow && entry.AccessId == release.AccessId);
    }

    [Fact]
    public async Task A_debit_pays_for_the_question_as_it_was_and_not_for_another_lineage_after_a_restart()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        rig.Store!.Vanishes = true;
        await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));
        rig.Lineage = "other-lineage";
        await rig.RestartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));

        Assert.Equal(RefusalReason.RequestReplayed, refusal.Refusal.Reason);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task When_the_debit_cannot_be_made_durable_no_try_reads_the_store()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        rig.LogStorage!.FailsNextWrite = true;

        for (var number = 0; number < 3; number++)
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(
                () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));
            Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        }

        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_samples_quota_is_on_the_log_before_the_store_is_read()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var segments = Path.Combine(rig.AuditFolder, "wal");
        var (written, unsynced) = (-1L, -1);
        rig.Store!.BeforeRead = () =>
            (written, unsynced) = (CountRecords(segments), rig.LogStorage!.UnsyncedWritesCount);

        await rig.SampleAsync(2);

        Assert.Equal((1L, 0), (written, unsynced));
    }

    [Fact]
    public async Task The_ledger_after_a_restart_is_the_fold_of_the_log()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 3_000,
            Budget = rules => rules with { ShowsLineage = true },
        }.StartAsync();
        await rig.AskAsync(2_000, request => Distinguish(request, 1));

        await rig.RestartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(1_001, request => Distinguish(request, 2)));
        Assert.Equal("1000", refusal.Refusal.Facts["remainingEpsilonMicros"]);
        await rig.AskAsync(1_000, request => Distinguish(request, 3));
    }

    [Fact]
    public async Task Sub_limits_of_a_trainer_hold_below_the_lineage()
    {
        await using var rig = await new AdapterRig { TrainerEpsilonMicrosMax = 1_000 }.StartAsync();
        await rig.AskAsync(1_000);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(1, request => Distinguish(request, 1)));

        Assert.Equal(RefusalReason.BudgetExhausted, refusal.Refusal.Reason);
    }

    [Fact]
    public async Task The_cost_triple_is_on_record_rounded_up()
    {
        await using var rig = await new AdapterRig().StartAsync();
        await rig.AskAsync(1_000_000);

        var intent = (await rig.EntriesAsync())[0].Intent;

        Assert.Equal(Decision.Allow, intent.Decision);
        Assert.Equal(1_000_000, intent.LineageCost.EpsilonMicros);
        Assert.Equal(462_118, intent.LineageCost.RhoMicros); // ε·tanh(ε/2) = 0.46211715…
        Assert.Equal(0, intent.LineageCost.DeltaFemtos);
    }

    /// <summary>Makes another question of it, by a filter on a range of ages; numbers up to 1,000 all differ.</summary>
    internal static void Distinguish(StatisticRequest request, int number)
    {
        var conjunction = new Conjunction();
        conjunction.Operands.Add(AgeIs(ComparisonOperator.GreaterOrEqual, 1 + (number / 30)));
        conjunction.Operands.Add(AgeIs(ComparisonOperator.LessOrEqual, 119 - (number % 30)));
        request.Query.Filter = new Predicate { Conjunction = conjunction };
    }

    private static Predicate AgeIs(ComparisonOperator comparison, int age) => new()
    {
        Comparison = new Comparison { Column = "age", Operator = comparison, Value = new Value { Integer = age } },
    };

    /// <summary>
    /// Reads the write-ahead segments as they lie on disk: length ‖ crc ‖ index ‖ bytes, length 0 ends.
    /// </summary>
    internal static long CountRecords(string segments)
    {
        var count = 0L;
        foreach (var file in Directory.EnumerateFiles(segments))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new BinaryReader(stream);
            while (stream.Position + 16 < stream.Length && reader.ReadUInt32() is var length and > 0)
            {
                stream.Seek(12 + length, SeekOrigin.Current);
                count++;
            }
        }

        return count;
    }
}
