using Federation.Curation.Detection;

namespace Federation.Curation.Redaction;

/// <summary>Every redactor by the name that a policy gives it, the surer before the less sure.</summary>
internal static class Detectors
{
    public static readonly IReadOnlyDictionary<string, IDetector> ByName = new Dictionary<string, IDetector>
    {
        ["url-credentials"] = new UrlCredentialDetector(),
        ["email"] = new EmailDetector(),
        ["resident-id"] = new ResidentIdDetector(),
        ["bank-card"] = new BankCardDetector(),
        ["phone"] = new PhoneDetector(),
        ["ip"] = new IpAddressDetector(),
    };
}
