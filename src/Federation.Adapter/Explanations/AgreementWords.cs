using Federation.Adapter.Policies;

namespace Federation.Adapter.Explanations;

/// <summary>Who may ask, for what, until when and how much.</summary>
public static class AgreementWords
{
    /// <summary>Where a term stands.</summary>
    public static AgreementTerm TermOf(Agreement agreement, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        return now < agreement.ValidFrom ? AgreementTerm.NotBegun
            : now < agreement.ValidUntil ? AgreementTerm.Running : AgreementTerm.Ended;
    }

    /// <summary>One agreement in plain words.</summary>
    public static IEnumerable<string> Of(DatasetPolicy policy, Agreement agreement, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(agreement);
        var (from, until) = (Words.Instant(agreement.ValidFrom), Words.Instant(agreement.ValidUntil));
        yield return $"{agreement.Id}: {TermOf(agreement, now) switch
        {
            AgreementTerm.NotBegun => $"NOT BEGUN, nothing leaves before {from}; ends before {until}",
            AgreementTerm.Running => $"RUNNING since {from}; ends before {until}",
            _ => $"ENDED, nothing leaves since {until}",
        }}";
        yield return $"  who: whoever signs with the key of fingerprint {agreement.TrainerFingerprint}";
        yield return $"  what: {Words.List([.. agreement.Deliveries.Select(Of)])}, " +
            $"for {Words.List(agreement.Purposes)}";
        yield return $"  at most {Words.Count(agreement.Quotas.RequestsMax, "request", "requests")}" +
            (agreement.Deliveries.Contains(DeliveryKind.Statistics)
                ? $", {Words.Epsilon(EpsilonMicrosOf(policy, agreement))} in statistics" : "") +
            (agreement.Deliveries.Contains(DeliveryKind.Samples)
                ? $", {Words.Count(agreement.Quotas.RecordsMax, "record", "records")} of samples" : "") + " in all";
        if (agreement.Quotas.EpsilonMicrosMax > policy.Budget.TrainerEpsilonMicrosMax)
        {
            yield return "  its own quota of ε is higher, and the policy's trainerEpsilon still holds";
        }
    }

    internal static IEnumerable<string> Of(DatasetPolicy policy, DateTimeOffset now)
    {
        if (policy.Agreements.Count == 0)
        {
            yield return "AGREEMENTS: none, so nothing leaves to anybody";
            yield break;
        }

        yield return "AGREEMENTS: nothing leaves outside of these";
        foreach (var line in policy.Agreements.SelectMany(agreement => Of(policy, agreement, now)))
        {
            yield return $"  {line}";
        }
    }

    private static long EpsilonMicrosOf(DatasetPolicy policy, Agreement agreement) =>
        Math.Min(agreement.Quotas.EpsilonMicrosMax, policy.Budget.TrainerEpsilonMicrosMax);

    private static string Of(DeliveryKind delivery) => delivery == DeliveryKind.Samples ? "samples" : "statistics";
}
