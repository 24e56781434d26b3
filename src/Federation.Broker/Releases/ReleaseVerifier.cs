using Federation.Answers;
using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using NoiseKind = Federation.Contracts.Type.V1.NoiseKind;

namespace Federation.Broker.Releases;

/// <summary>Believes a silo's release only where everything about it fits the request.</summary>
public sealed class ReleaseVerifier(IReceiptCheck receipts)
{
    private const int CellsMax = 10_000;
    private const int ComponentsMax = 33;
    private const int GroupsMax = 4;
    private const int ValuesMax = 100_000;

    private readonly ReceiptReader _receipts = new(receipts);

    /// <summary>The release, or null where it does not verify.</summary>
    /// <param name="silo">Who sent it.</param>
    /// <param name="catalogue">What the silo says of itself, with its log's key.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="answer">What it sent.</param>
    public VerifiedRelease? Verify(
        Silo silo, VerifiedCatalogue catalogue, SignedQuestion question, SealedRelease? answer)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(question);
        var release = SignedMessage.Open(
            answer?.Envelope, PayloadTypes.StatisticRelease, silo.Options.Fingerprint, StatisticRelease.Parser);
        return release is not null
            && IsFor(release, silo, question)
            && IsWellFormed(release)
            && _receipts.Proves(silo, catalogue, answer!, release.AccessId)
            ? new VerifiedRelease(silo.Id, answer!, release)
            : null;
    }

    private static bool IsFor(StatisticRelease release, Silo silo, SignedQuestion question) =>
        release.Silo == silo.Id
        && release.RequestDigest.Equals(question.Digest)
        && release.TrainerFingerprint == question.TrainerFingerprint
        && release.Dataset == question.Dataset
        && HasGroups(release, question);

    /// <summary>Adapters give groups in an order of their own: two orders of one question are one question.</summary>
    private static bool HasGroups(StatisticRelease release, SignedQuestion question) =>
        release.GroupColumns.Order(StringComparer.Ordinal).SequenceEqual(
            question.GroupBy.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Every group is answered, at least one; or groups were chosen, and there is a rest.</summary>
    private static bool HasSelection(StatisticRelease release) => release.Selection is { } selection
        ? release.Rest.Count == release.Components.Count && release.GroupColumns.Count > 0
            && selection.UnitsMin >= 1 && selection.UnitsHiddenBelow >= 1 && release.RecordsPerUnit >= 1
            && release.Cells.Select(cell => new Cell { Key = { cell.Key } }).Distinct().Count() == release.Cells.Count
        : release.Rest.Count == 0 && release.Cells.Count >= 1;

    private static bool IsWellFormed(StatisticRelease release) =>
        release.Epoch >= 1
        && release.GroupColumns.Count <= GroupsMax
        && release.Components.Count is >= 1 and <= ComponentsMax
        && release.Components.All(component =>
            component.Noise is { ScaleNumerator: >= 1, ScaleDenominator: >= 1 } noise
            && HasKnownLaw(noise) && component.ValuesCount is >= 0 and <= ValuesMax)
        && release.Cells.Count <= CellsMax
        && HasSelection(release)
        && release.Cells.All(cell =>
            cell.Values.Count == release.Components.Sum(component => Math.Max(1, component.ValuesCount))
            && cell.Key.Count == release.GroupColumns.Count);

    private static bool HasKnownLaw(Noise noise) => noise.Kind == NoiseKind.RefinedGaussian
        ? noise.Terms.Count is >= 2 and <= Refinement.TermsMax
            && noise.Terms.All(term => term is { ScaleNumerator: >= 1, ScaleDenominator: >= 1, Weight: >= 1 })
            && noise.Terms.Sum(term => (long)term.Weight) == Refinement.WeightsTotal
        : noise.Terms.Count == 0 && noise.Kind
            is NoiseKind.DiscreteLaplace or NoiseKind.DiscreteGaussian or NoiseKind.OneSidedGeometric;
}
