using CsCheck;
using Federation.Adapter.Budgets;
using Federation.Contracts.Audit.V1;
using Federation.Privacy;

namespace Federation.Tests.Adapter.Budgets;

/// <summary>One debit as a test thinks of it, and the entry that an adapter writes of it.</summary>
internal sealed record MadeUpDebit(
    string Lineage, string Trainer, string Purpose, PrivacyCost Cost, long AskedMicros, bool IsAllowed)
{
    /// <summary>Debits of few lineages, trainers and purposes, so that they meet; pure, Gaussian and with δ.</summary>
    public static Gen<MadeUpDebit> Gen { get; } = CsCheck.Gen.Select(
        Names("lineage"), Names("trainer"), Names("purpose"), Costs(), CsCheck.Gen.Long[0, 2_000_000], CsCheck.Gen.Int[0, 9],
        (lineage, trainer, purpose, cost, asked, denied) =>
            new MadeUpDebit(lineage, trainer, purpose, cost, asked, IsAllowed: denied != 0));

    public static Gen<PrivacyCost> Costs() => CsCheck.Gen.OneOf(
        CsCheck.Gen.Long[1, 500_000].Select(micros => PrivacyCost.OfPure(new Epsilon(micros))),
        CsCheck.Gen.Long[1, 5_000].Select(micros => new PrivacyCost(PrivacyCost.Unbounded, micros, 0)),
        CsCheck.Gen.Select(CsCheck.Gen.Long[1, 500_000], CsCheck.Gen.Long[0, 100_000_000], (micros, delta) =>
            PrivacyCost.OfApproximate(new Epsilon(micros), delta)),
        CsCheck.Gen.Const(default(PrivacyCost)));

    public AuditEntry ToEntry(int number) => new()
    {
        AccessId = $"access-{number}",
        RecordedUnixMs = number,
        Intent = new Intent
        {
            Decision = IsAllowed ? Decision.Allow : Decision.Deny,
            Delivery = Delivery.Statistic,
            RequestId = $"request-{number}",
            TrainerFingerprint = Trainer,
            Agreement = "agreement",
            Dataset = "people",
            Lineage = Lineage,
            Purpose = Purpose,
            LineageCost = WireCosts.Format(Cost),
            TrainerCost = WireCosts.Format(new PrivacyCost(AskedMicros, 0, 0)),
        },
    };

    private static Gen<string> Names(string kind) => CsCheck.Gen.Int[1, 2].Select(number => $"{kind}-{number}");
}
