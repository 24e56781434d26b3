namespace Federation.Curation.Detection;

/// <summary>The names of what the filter can find: in labels and findings, and in policies.</summary>
public static class PiiTypes
{
    private static readonly (PiiType Type, string Name, string PolicyName)[] Table =
    [
        (PiiType.ResidentId, "CN_RESIDENT_ID", "resident-id"),
        (PiiType.CreditCode, "CN_USCC", "credit-code"),
        (PiiType.OrganisationCode, "CN_ORG_CODE", "credit-code"),
        (PiiType.BankCard, "BANK_CARD", "bank-card"),
        (PiiType.Mobile, "CN_MOBILE", "phone"),
        (PiiType.Landline, "CN_LANDLINE", "phone"),
        (PiiType.Phone, "PHONE", "phone"),
        (PiiType.Passport, "CN_PASSPORT", "passport"),
        (PiiType.Permit, "CN_HKM_PERMIT", "permit"),
        (PiiType.Plate, "CN_PLATE", "plate"),
        (PiiType.HongKongId, "HK_ID", "hk-id"),
        (PiiType.TaiwanId, "TW_ID", "tw-id"),
        (PiiType.WeChat, "WECHAT_ID", "wechat"),
        (PiiType.Qq, "QQ_ID", "qq"),
        (PiiType.Email, "EMAIL", "email"),
        (PiiType.IpAddress, "IP", "ip"),
        (PiiType.MacAddress, "MAC", "mac"),
        (PiiType.UrlToken, "URL_TOKEN", "url-credentials"),
        (PiiType.Secret, "SECRET", "secret"),
        (PiiType.BirthDate, "DATE_OF_BIRTH", "birth-date"),
        (PiiType.Iban, "IBAN", "iban"),
        (PiiType.UsSsn, "US_SSN", "us-ssn"),
        (PiiType.UsDriverLicense, "US_DRIVER_LICENSE", "us-driver-license"),
        (PiiType.Person, "PERSON", "person"),
        (PiiType.Address, "ADDRESS", "address"),
        (PiiType.Custom, "CUSTOM", "custom"),
    ];

    private static readonly string[] Names = [.. Table.OrderBy(row => row.Type).Select(row => row.Name)];

    /// <summary>All types but <see cref="PiiType.Custom"/>, which a policy brings along itself.</summary>
    public static IReadOnlyList<PiiType> BuiltIn { get; } =
        [.. Table.Select(row => row.Type).Where(type => type != PiiType.Custom)];

    /// <summary>The name in labels and findings, such as <c>CN_MOBILE</c>.</summary>
    public static string NameOf(PiiType type) => Names[(int)type];

    /// <summary>Which types a policy means by a redactor's name; none where it is unknown.</summary>
    public static IReadOnlyList<PiiType> OfPolicyName(string name) =>
        [.. Table.Where(row => row.Type != PiiType.Custom && row.PolicyName == name).Select(row => row.Type)];

    /// <summary>Every redactor's name, in the order of the table.</summary>
    internal static IReadOnlyList<string> PolicyNames { get; } =
        [.. Table.Where(row => row.Type != PiiType.Custom).Select(row => row.PolicyName).Distinct()];

    /// <summary>Whether a word is the name of a type, as in a placeholder.</summary>
    internal static bool IsName(ReadOnlySpan<char> word)
    {
        foreach (var name in Names)
        {
            if (word.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
