using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Permits;
using Federation.Privacy;
using Federation.Privacy.Plans;

namespace Federation.Adapter.Budgets;

/// <summary>What a question costs at this moment, and what answers it: noise of its own, or what is stored.</summary>
/// <remarks>
/// For a trainer who holds no answer to the question it is the whole cost, whatever others asked. One who does pays
/// nothing for the same or less precision, and only the difference in ρ for more.
/// </remarks>
/// <param name="Plan">What would be run and what noise it gets.</param>
/// <param name="QuestionDigest">Under which an equal question finds the answer.</param>
/// <param name="LineageCost">What the lineage pays; nothing where a stored answer serves.</param>
/// <param name="TrainerMicros">What the trainer pays, in millionths of a nat; 0 only where it holds the answer.</param>
internal sealed record QueryPrice(
    BoundedPlan Plan, byte[] QuestionDigest, PrivacyCost LineageCost, long TrainerMicros)
{
    /// <summary>The stored answer that serves; null where noise is drawn.</summary>
    public AccessState? Served { get; private init; }

    /// <summary>The earlier accesses of the trainer that the answer refines or repeats; none in most cases.</summary>
    public IReadOnlyList<AccessState> Earlier { get; private init; } = [];

    /// <summary>The price of a question by what is on record.</summary>
    public static QueryPrice Of(PermittedQuery permitted, LedgerFold fold)
    {
        var trainer = permitted.Request.TrainerFingerprint;
        if (!fold.IsHeldBy(trainer, permitted.QuestionDigest)
            && fold.FindHeld(trainer, permitted.SubjectDigest) is { } held)
        {
            if (held.IsAsPreciseAs(permitted))
            {
                return Repeated(permitted, held.Last);
            }

            if (held.DrawFor(permitted) is { } draw)
            {
                return Refined(permitted, held, draw);
            }
        }

        var answered = fold.FindAnswer(permitted.QuestionDigest);
        return new QueryPrice(
            permitted.Plan, permitted.QuestionDigest, answered is null ? permitted.Plan.Cost : default,
            fold.IsHeldBy(trainer, permitted.QuestionDigest) ? 0 : permitted.Epsilon.Micros)
        {
            Served = answered,
        };
    }

    /// <summary>The price that an earlier try of the same request paid; null where it was another question's.</summary>
    public static QueryPrice? Of(PermittedQuery permitted, AccessState paid, LedgerFold fold)
    {
        var cost = WireCosts.Read(paid.Intent.LineageCost);
        var micros = paid.Intent.TrainerCost.EpsilonMicros;
        AccessState[] earlier = [.. paid.Intent.RefinedAccessIds.Select(fold.FindAccess).OfType<AccessState>()];
        QueryPrice? price;
        if (earlier.Length < paid.Intent.RefinedAccessIds.Count)
        {
            return null;
        }

        if (earlier.Length == 0)
        {
            var answered = cost == default ? fold.FindAnswer(permitted.QuestionDigest) : null;
            price = cost == default && answered is null
                ? null : new QueryPrice(permitted.Plan, permitted.QuestionDigest, cost, micros) { Served = answered };
        }
        else if (micros == 0)
        {
            price = Repeated(permitted, earlier[^1]);
        }
        else
        {
            var held = new HeldAnswers(earlier);
            price = held.DrawFor(permitted) is { } draw ? Refined(permitted, held, draw) : null;
        }

        return price is not null && paid.Intent.QuestionDigest.Span.SequenceEqual(price.QuestionDigest) ? price : null;
    }

    private static QueryPrice Repeated(PermittedQuery permitted, AccessState held) =>
        new(permitted.Plan, DigestOf(permitted, [held]), default, TrainerMicros: 0)
        {
            Served = held,
            Earlier = [held],
        };

    private static QueryPrice Refined(PermittedQuery permitted, HeldAnswers held, BoundedPlan draw) =>
        new(draw, DigestOf(permitted, held.Draws), draw.Cost, held.StepMicros(permitted))
        {
            Earlier = held.Draws,
        };

    /// <summary>What follows from a trainer's own earlier answers is a question of its own: nobody else finds
    /// it.</summary>
    private static byte[] DigestOf(PermittedQuery permitted, IReadOnlyList<AccessState> earlier)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("fedgw/refined-question/v1"u8);
        hash.AppendData(permitted.QuestionDigest);
        foreach (var access in earlier)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(access.AccessId)); // All of one length.
        }

        return hash.GetHashAndReset();
    }
}
