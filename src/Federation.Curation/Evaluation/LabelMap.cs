using Federation.Curation.Detection;

namespace Federation.Curation.Evaluation;

/// <summary>
/// What labelled files call things, in the types of the filter. <c>docs/filter.md</c> shows the table.
/// </summary>
public static class LabelMap
{
    private static readonly Dictionary<string, PiiType[]> Others = new(StringComparer.Ordinal)
    {
        ["EMAIL_ADDRESS"] = [PiiType.Email],
        ["CREDIT_CARD"] = [PiiType.BankCard],
        ["IBAN_CODE"] = [PiiType.Iban],
        ["IP_ADDRESS"] = [PiiType.IpAddress],
        ["MAC_ADDRESS"] = [PiiType.MacAddress],
        ["PHONE_NUMBER"] = [PiiType.Phone, PiiType.Mobile, PiiType.Landline],
        ["PHONE"] = [PiiType.Phone, PiiType.Mobile, PiiType.Landline],
        ["NAME"] = [PiiType.Person],
        ["PER"] = [PiiType.Person],
        ["PREFIX"] = [PiiType.Person],
        ["DATE_TIME"] = [PiiType.BirthDate],
        ["LOCATION"] = [PiiType.Address],
        ["DOMAIN_NAME"] = [PiiType.UrlToken],
    };

    private static readonly HashSet<string> Optional =
        ["LOCATION", "ORGANIZATION", "DATE_TIME", "TITLE", "DOMAIN_NAME", "PREFIX"];

    private static readonly Dictionary<string, PiiType> Own = Enum.GetValues<PiiType>()
        .ToDictionary(PiiTypes.NameOf, type => type, StringComparer.Ordinal);

    /// <summary>The types that a label stands for; none where the filter does not look for such a thing.</summary>
    public static IReadOnlyList<PiiType> TypesOf(string label) =>
        Others.TryGetValue(label, out var types) ? types : Own.TryGetValue(label, out var type) ? [type] : [];

    /// <summary>Whether removing such a thing is right, and leaving it no mistake.</summary>
    public static bool IsOptional(string label) => Optional.Contains(label) || TypesOf(label).Count == 0;
}
