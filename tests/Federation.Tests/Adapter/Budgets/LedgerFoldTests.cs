using CsCheck;
using Federation.Adapter.Budgets;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using PrivacyCost = Federation.Privacy.PrivacyCost;

namespace Federation.Tests.Adapter.Budgets;

/// <summary>P2: the ledger is a fold over the log, and what is reserved counts as spent.</summary>
public sealed class LedgerFoldTests
{
    [Fact]
    public void The_fold_after_a_restart_is_the_live_state_in_every_number() =>
        MadeUpDebit.Gen.Array[0, 40].Sample(debits =>
        {
            var (live, restarted) = (new LedgerFold(), new LedgerFold());
            var entries = debits.Select((debit, number) => debit.ToEntry(number)).ToList();
            entries.Where(entry => entry.Intent.Decision == Decision.Allow).ToList()
                .ForEach(entry => live.ApplyDebit(new AccessState(entry)));
            for (var index = 0; index < entries.Count; index++)
            {
                live.Apply(index, entries[index]);
                restarted.Apply(index, EntryBytes.TryRead(EntryBytes.Write(entries[index]))!);
            }

            AssertHolds(live, debits);
            AssertHolds(restarted, debits);
        });

    [Fact]
    public void A_reservation_counts_from_the_moment_it_is_decided_and_once()
    {
        var fold = new LedgerFold();
        var debit = new MadeUpDebit("lineage-1", "trainer-1", "purpose-1", new PrivacyCost(5, 3, 2), 7, IsAllowed: true);
        var entry = debit.ToEntry(0);

        fold.ApplyDebit(new AccessState(entry));
        Assert.Equal(debit.Cost, fold.OfLineage("lineage-1").Total);
        fold.Apply(0, entry);

        Assert.Equal(debit.Cost, fold.OfLineage("lineage-1").Total);
    }

    [Fact]
    public void A_debit_below_nothing_was_written_by_no_adapter_and_stops_the_start()
    {
        var entry = new MadeUpDebit("lineage-1", "trainer-1", "purpose-1", default, 0, IsAllowed: true).ToEntry(0);
        entry.Intent.LineageCost.RhoMicros = -1;

        Assert.Throws<AuditLogDamagedException>(() => new LedgerFold().Apply(0, entry));
    }

    private static void AssertHolds(LedgerFold fold, MadeUpDebit[] debits)
    {
        var allowed = debits.Where(debit => debit.IsAllowed).ToList();
        foreach (var number in new[] { 1, 2 })
        {
            var (lineage, trainer, purpose) = ($"lineage-{number}", $"trainer-{number}", $"purpose-{number}");
            var own = allowed.Where(debit => debit.Lineage == lineage).ToList();
            Assert.Equal(
                own.Aggregate(default(PrivacyCost), (sum, debit) => sum + debit.Cost), fold.OfLineage(lineage).Total);
            Assert.Equal(
                own.Where(debit => debit.Trainer == trainer).Sum(debit => debit.AskedMicros),
                fold.OfTrainer(lineage, trainer).Total.EpsilonMicros);
            Assert.Equal(
                own.Where(debit => debit.Purpose == purpose).Sum(debit => debit.AskedMicros),
                fold.OfPurpose(lineage, purpose).Total.EpsilonMicros);
            Assert.Equal(
                allowed.Where(debit => debit.Trainer == trainer).Sum(debit => debit.AskedMicros),
                fold.OfAgreement("people", "agreement", trainer).EpsilonMicros);
        }
    }
}
