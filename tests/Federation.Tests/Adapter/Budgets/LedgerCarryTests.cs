using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Federation.Adapter.Budgets;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Google.Protobuf;
using PrivacyCost = Federation.Privacy.PrivacyCost;

namespace Federation.Tests.Adapter.Budgets;

/// <summary>P2: what a shard carries over and what follows give the very ledger that all entries would.</summary>
public sealed class LedgerCarryTests
{
    private const int ReleasesMax = 3;

    [Fact]
    public void The_fold_over_the_carry_and_the_rest_is_the_fold_over_everything() =>
        Gen.Select(Events.Array[0, 60], Gen.Int[0, 60], Gen.Int[0, 60]).Sample((events, first, second) =>
        {
            var entries = EntriesOf(events);
            var (whole, carried) = (new LedgerFold(), new LedgerFold());
            var cuts = new[] { Math.Min(first, second), Math.Max(first, second) };
            var last = Math.Min(cuts[1], entries.Count);
            for (var index = 0; index < entries.Count; index++)
            {
                whole.Apply(index < last ? CarriedEntries.ElsewhereIndex : index - last, entries[index]);
            }

            foreach (var part in ShardsOf(entries, cuts))
            {
                carried.Apply(part.Index, part.Entry);
            }

            Assert.Equal(Describe(whole, entries), Describe(carried, entries));
        }, iter: 500);

    [Fact]
    public void A_carry_holds_no_denial_signature_or_commitment()
    {
        var debit = new MadeUpDebit("lineage-1", "trainer-1", "purpose-1", new PrivacyCost(5, 3, 2), 7, IsAllowed: true);
        var entry = debit.ToEntry(0);
        entry.Intent.RequestSignature = ByteString.CopyFrom(1, 2, 3);
        entry.Intent.Commitments.Add(new Contracts.Audit.V1.Commitment { Tag = "trainer" });
        var denied = (debit with { IsAllowed = false }).ToEntry(1);

        var carry = Assert.Single(CarryOf([entry, denied]));

        var only = Assert.Single(carry.Entries);
        Assert.Equal((0, 0), (only.Intent.RequestSignature.Length, only.Intent.Commitments.Count));
        Assert.Equal(entry.Intent.LineageCost, only.Intent.LineageCost);
    }

    /// <summary>What a start on the last shard reads: its carry, then its own entries.</summary>
    private static IEnumerable<(long Index, AuditEntry Entry)> ShardsOf(List<AuditEntry> entries, int[] cuts)
    {
        List<AuditEntry> shard = [.. entries.Take(cuts[0])];
        shard = [.. Parts(shard), .. entries.Take(cuts[1]).Skip(cuts[0])];
        return Parts(shard).SelectMany(part => CarriedEntries.Of(0, part))
            .Concat(entries.Skip(cuts[1]).Select((entry, index) => ((long)index, entry)));
    }

    private static IEnumerable<AuditEntry> Parts(IEnumerable<AuditEntry> shard) => CarryOf(shard)
        .Select(part => EntryBytes.TryRead(EntryBytes.Write(new AuditEntry { LedgerCarry = part }))!);

    private static IReadOnlyList<LedgerCarry> CarryOf(IEnumerable<AuditEntry> shard)
    {
        var writer = new LedgerCarryWriter(new LedgerEssence().Of);
        foreach (var entry in shard)
        {
            writer.Add(entry);
        }

        return writer.Pack("note");
    }

    /// <summary>All that anybody asks of a ledger, but for where in a log it stands.</summary>
    private static string Describe(LedgerFold fold, List<AuditEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var lineage in Names("lineage"))
        {
            Sum($"lineage {lineage}", fold.OfLineage(lineage));
            foreach (var trainer in Names("trainer"))
            {
                Sum($"trainer {lineage} {trainer}", fold.OfTrainer(lineage, trainer));
            }

            foreach (var purpose in Names("purpose"))
            {
                Sum($"purpose {lineage} {purpose}", fold.OfPurpose(lineage, purpose));
            }
        }

        foreach (var trainer in Names("trainer"))
        {
            var spent = fold.OfAgreement("people", "agreement", trainer);
            text.AppendLine(Invariant($"agreement {spent.EpsilonMicros} {spent.RequestsCount} {spent.RecordsCount}"));
            foreach (var number in Enumerable.Range(0, 4))
            {
                var held = fold.FindHeld(trainer, DigestOf("subject", number));
                text.AppendLine(Invariant($"held {fold.IsHeldBy(trainer, DigestOf("question", number))} "));
                text.AppendLine(Invariant($"{held?.Paid} {string.Join(',', held?.Draws.Select(draw => draw.AccessId) ?? [])}"));
                text.AppendLine(fold.FindAnswer(DigestOf("question", number))?.AccessId);
            }
        }

        foreach (var intent in entries.Where(entry => entry.Intent is not null))
        {
            Access(intent);
        }

        return text.ToString();

        void Sum(string name, DailySum sum) => text.AppendLine(Invariant(
            $"{name} {sum.Total} {string.Join(';', sum.ByDay.OrderBy(day => day.Key))}"));

        void Access(AuditEntry intent)
        {
            var access = fold.FindRequest(intent.Intent.TrainerFingerprint, intent.Intent.RequestId);
            Assert.Same(access, access is null ? null : fold.FindAccess(access.AccessId));
            text.AppendLine(Invariant($"{access?.AccessId} {access?.Day} {access?.IsOnRecord} {access?.Intent.RequestDigest}"));
            text.AppendLine(Invariant($"{access?.Intent.LineageCost} {access?.Intent.TrainerCost} {access?.Intent.RefinedAccessIds}"));
            foreach (var (_, record) in access?.Releases ?? [])
            {
                text.AppendLine(record.ToString());
            }

            if (access?.Intent.Delivery == Delivery.Sample)
            {
                text.AppendLine(Invariant($"complete {access.IsComplete}"));
            }
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static IEnumerable<string> Names(string kind) => [$"{kind}-1", $"{kind}-2"];

    private static byte[] DigestOf(string kind, int number) => SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {number}"));

    /// <summary>Events as a test thinks of them: a debit, or something that happens to an earlier one.</summary>
    private static Gen<MadeUpEvent> Events { get; } = Gen.Select(
        Gen.Int[0, 8], MadeUpDebit.Gen, Gen.Int[0, 100], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2],
        (kind, debit, target, question, subject, chunk) => new MadeUpEvent(kind, debit, target, question, subject, chunk));

    private static List<AuditEntry> EntriesOf(MadeUpEvent[] events)
    {
        var entries = new List<AuditEntry>();
        var debits = new List<AuditEntry>();
        foreach (var (one, number) in events.Select((one, number) => (one, number)))
        {
            var entry = one.Debit.ToEntry(number);
            entry.RecordedUnixMs = number * 40_000_000L; // About two a day.
            if (one.Kind <= 3)
            {
                entry.Intent.RequestDigest = ByteString.CopyFrom(DigestOf("request", number));
                entry.Intent.QuestionDigest = ByteString.CopyFrom(DigestOf("question", one.Question));
                entry.Intent.SubjectDigest = ByteString.CopyFrom(DigestOf("subject", one.Subject));
                entry.Intent.Delivery = one.Kind == 3 ? Delivery.Sample : Delivery.Statistic;
                entry.Intent.RecordsCount = one.Kind == 3 ? one.Target : 0;
                entry.Intent.RefinedAccessIds.Add(
                    debits.Skip(one.Target % (debits.Count + 1)).Take(one.Chunk).Select(debit => debit.AccessId));
                debits.Add(entry);
            }
            else if (one.Kind == 8)
            {
                entry.Preparation = new Preparation
                {
                    Dataset = "people",
                    Lineage = one.Debit.Lineage,
                    Epoch = 1,
                    LineageCost = entry.Intent.LineageCost.Clone(), // Before the intent gives way to it.
                };
            }
            else if (one.Kind == 7 || debits.Count == 0)
            {
                entry.Slice = new SliceRecord
                {
                    Slice = new Contracts.Type.V1.BudgetSlice { Lineage = one.Debit.Lineage },
                    LineageCost = WireCosts.Format(one.Debit.Cost),
                };
            }
            else
            {
                Happen(entry, debits[one.Target % debits.Count], one);
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static void Happen(AuditEntry entry, AuditEntry debit, MadeUpEvent one)
    {
        entry.AccessId = debit.AccessId;
        var isSample = debit.Intent.Delivery == Delivery.Sample;
        if (one.Kind == 6)
        {
            entry.Outcome = new Outcome
            {
                Status = one.Chunk == 0 ? OutcomeStatus.Cancelled : OutcomeStatus.Completed,
            };
            return;
        }

        entry.Release = new ReleaseRecord // The same chunk has the same bytes, whenever it leaves.
        {
            ChunkNumber = isSample ? one.Chunk % ReleasesMax : 0,
            ReleaseDigest = ByteString.CopyFrom(DigestOf(debit.AccessId, isSample ? one.Chunk % ReleasesMax : 0)),
        };
    }

    private sealed record MadeUpEvent(int Kind, MadeUpDebit Debit, int Target, int Question, int Subject, int Chunk);
}
