using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Budgets;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Privacy.Plans;
using Federation.Privacy.Randomness;
using Google.Protobuf;

namespace Federation.Adapter.Releases;

/// <summary>P3: the only way out of an exact answer is through the noise.</summary>
public sealed class ReleaseWriter(string silo, INoiseSource noise, AnswerStore answers)
{
    private readonly Lock _noiseLock = new();

    /// <summary>What the answer will be put together with, where its trainer holds a less precise one.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The stored bytes are lost.</exception>
    internal EarlierDraws DrawsBefore(FundedQuery funded) => EarlierDraws.Read(funded, answers);

    /// <summary>Adds noise. From here on nothing may refuse, log or differ because of the exact values.</summary>
    internal Release Perturb(ExactAnswer exact, EarlierDraws earlier)
    {
        NoisyTable noisy;
        lock (_noiseLock)
        {
            noisy = Perturbation.Apply(exact.Table, noise);
        }

        var release = HeadOf(exact.Funded);
        if (earlier.IsEmpty)
        {
            WireRelease.Fill(release, noisy);
            return new Release(exact.Funded, release.ToByteArray());
        }

        var draw = new StatisticRelease();
        WireRelease.Fill(draw, noisy);
        earlier.Combine(release, draw);
        return new Release(exact.Funded, release.ToByteArray(), draw.ToByteArray());
    }

    /// <summary>
    /// Gives the values of a stored answer again, in a new release for this request: never new noise.
    /// </summary>
    /// <exception cref="Hosting.Errors.RefusalException">The stored bytes are lost.</exception>
    public Release Again(FundedQuery funded, StoredAnswer stored)
    {
        ArgumentNullException.ThrowIfNull(funded);
        ArgumentNullException.ThrowIfNull(stored);
        var bytes = answers.Read(stored.AccessId, 0, stored.Digest)
            ?? throw Refusals.RequestReplayed();
        var earlier = StatisticRelease.Parser.ParseFrom(bytes);
        var release = HeadOf(funded);
        release.Components.Add(earlier.Components);
        release.GroupColumns.Add(earlier.GroupColumns);
        release.Cells.Add(earlier.Cells);
        release.Rest.Add(earlier.Rest);
        release.Selection = earlier.Selection;
        release.RefinedAccessIds.Add(earlier.RefinedAccessIds);
        return new Release(funded, release.ToByteArray());
    }

    private StatisticRelease HeadOf(FundedQuery funded)
    {
        var permitted = funded.Permitted;
        return new StatisticRelease
        {
            Silo = silo,
            RequestDigest = ByteString.CopyFrom(permitted.Request.Digest),
            TrainerFingerprint = permitted.Request.TrainerFingerprint,
            Dataset = permitted.Policy.Dataset,
            Lineage = permitted.Policy.Shape.Lineage,
            Epoch = permitted.Policy.Shape.Epoch,
            PolicyDigest = ByteString.CopyFrom(permitted.Policy.Digest),
            LineageCost = WireCosts.Format(funded.ShownCost),
            RecordsPerUnit = permitted.Policy.Shape.RecordsPerUnit,
            RecordedUnixMs = permitted.Slot.End.ToUnixTimeMilliseconds(),
            AccessId = funded.AccessId,
            RefinedAccessIds = { funded.Refined.Select(refined => refined.AccessId) },
        };
    }
}
