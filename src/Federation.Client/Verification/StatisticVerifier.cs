using Federation.Client.Statistics;
using Federation.Contracts;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Verification;

/// <summary>Checks one silo's statistic: pinned key, signature, the request it answers, receipt.</summary>
internal sealed class StatisticVerifier(
    PinnedEnvelopes envelopes, IReadOnlyDictionary<string, SiloCatalogue> catalogues)
{
    /// <summary>Checks a sealed release.</summary>
    /// <exception cref="FederationException">Something of it does not verify.</exception>
    public SiloOutcome Verify(SiloAnswer answer, SignedRequest request, StatisticRequest body)
    {
        var silo = answer.Silo;
        var sealedRelease = answer.Release;
        var release = envelopes.Open(
            silo, sealedRelease.Envelope, PayloadTypes.StatisticRelease, StatisticRelease.Parser);
        if (release.Silo != silo)
        {
            throw FederationException.Unverified(silo, "it speaks for another silo");
        }

        if (!release.RequestDigest.Span.SequenceEqual(request.Digest))
        {
            throw FederationException.Unverified(silo, "it answers another request");
        }

        if (release.TrainerFingerprint != request.TrainerFingerprint)
        {
            throw FederationException.Unverified(silo, "it is meant for another trainer");
        }

        if (!catalogues.TryGetValue(silo, out var catalogue))
        {
            throw FederationException.Unverified(silo, "its catalogue, which names its audit log, did not arrive");
        }

        ReceiptVerifier.Verify(silo, sealedRelease, release.AccessId, catalogue.LogVerifierKey);
        envelopes.RequireWitnesses(silo, sealedRelease.Receipt);
        CheckShape(silo, release, body);
        return new SiloOutcome(silo, release, sealedRelease, catalogue.LogVerifierKey, Refusal: null);
    }

    /// <summary>Every group is answered, at least one; or groups were chosen, each once, and there is a rest.</summary>
    private static bool HasSelection(StatisticRelease release) => release.Selection is { } selection
        ? release.Rest.Count == release.Components.Count && release.RecordsPerUnit > 0
            && selection is { UnitsMin: > 0, UnitsHiddenBelow: > 0 }
            && release.Cells.Select(cell => new Cell { Key = { cell.Key } }).Distinct().Count() == release.Cells.Count
        : release.Rest.Count == 0 && release.Cells.Count > 0;

    private static void CheckShape(string silo, StatisticRelease release, StatisticRequest body)
    {
        var isAnswer = release.Dataset == body.Query.Dataset
            && release.GroupColumns.Order(StringComparer.Ordinal).SequenceEqual(
                body.Query.GroupBy.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            && release.Components.Count > 0
            && HasSelection(release)
            && release.Cells.All(cell => cell.Values.Count ==
                    release.Components.Sum(component => (long)Math.Max(1, component.ValuesCount))
                && cell.Key.Count == release.GroupColumns.Count);
        if (!isAnswer)
        {
            throw FederationException.Unverified(silo, "its groups or numbers do not fit the question");
        }

        var isBoundByRho = body.DeltaFemtos > 0 && release.LineageCost?.EpsilonMicros == long.MaxValue;
        if (release.LineageCost is { } cost && cost.EpsilonMicros > body.EpsilonMicros && !isBoundByRho)
        {
            throw FederationException.Unverified(silo, "it claims to have cost more than was offered");
        }
    }
}
