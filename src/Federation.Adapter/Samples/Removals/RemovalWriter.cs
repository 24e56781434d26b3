using Federation.Adapter.Budgets;
using Federation.Adapter.Releases;
using Federation.Contracts.Type.V1;
using Federation.Privacy;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;
using Google.Protobuf;

namespace Federation.Adapter.Samples.Removals;

/// <summary>P3: the only way out of an exact count of removals is through the noise.</summary>
public sealed class RemovalWriter(string silo)
{
    /// <summary>Adds noise. From here on nothing may refuse, log or differ because of the exact counts.</summary>
    /// <param name="funded">The debit that pays for it.</param>
    /// <param name="tally">The exact counts.</param>
    /// <param name="leavesAt">When the report leaves.</param>
    internal NoisyRemovals Perturb(FundedSample funded, RemovalTally tally, DateTimeOffset leavesAt)
    {
        var (request, policy) = (funded.Permitted.Request, funded.Permitted.Policy);
        var unitBound = policy.Shape.RecordsPerUnitBound;
        var distribution = WindowHistogram.NoiseOf(unitBound, new Epsilon(request.Body.RemovalEpsilonMicros));
        using var noise = new SecureNoiseSource();
        var noisy = WindowHistogram.Perturb(tally.Exact, distribution, noise);
        return new NoisyRemovals(funded, new RemovalReport
        {
            Silo = silo,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            TrainerFingerprint = request.TrainerFingerprint,
            Dataset = policy.Dataset,
            Lineage = policy.Shape.Lineage,
            Epoch = policy.Shape.Epoch,
            PolicyDigest = ByteString.CopyFrom(policy.Digest),
            RecordsCount = funded.Permitted.PaidRecordsCount,
            RecordsPerUnit = unitBound,
            Counts =
            {
                tally.Outcomes.Zip(noisy, (outcome, count) => new RemovalCount
                {
                    Outcome = outcome.Outcome,
                    EvaluationSet = outcome.EvaluationSet,
                    RecordsCount = count,
                }),
            },
            Noise = WireRelease.Format(distribution),
            LineageCost = WireCosts.Format(funded.Permitted.RemovalCost),
            RecordedUnixMs = leavesAt.ToUnixTimeMilliseconds(),
            AccessId = funded.AccessId,
        }.ToByteArray());
    }
}
