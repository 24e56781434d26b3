namespace Federation.Curation.Detection;

/// <summary>What the filter can find. <see cref="PiiTypes"/> has their names.</summary>
public enum PiiType
{
    /// <summary>A Chinese resident identity number (GB 11643).</summary>
    ResidentId,

    /// <summary>A unified social credit code (GB 32100).</summary>
    CreditCode,

    /// <summary>An organisation code (GB 11714), in context only.</summary>
    OrganisationCode,

    /// <summary>A payment card (ISO 7812).</summary>
    BankCard,

    /// <summary>A Chinese mobile number.</summary>
    Mobile,

    /// <summary>A Chinese landline number.</summary>
    Landline,

    /// <summary>A phone number of another country.</summary>
    Phone,

    /// <summary>A Chinese passport, or a passport of another country in context.</summary>
    Passport,

    /// <summary>A permit of, to or from Hong Kong, Macau and Taiwan.</summary>
    Permit,

    /// <summary>A Chinese vehicle plate (GA 36).</summary>
    Plate,

    /// <summary>A Hong Kong identity card.</summary>
    HongKongId,

    /// <summary>A Taiwan identity card.</summary>
    TaiwanId,

    /// <summary>A WeChat account.</summary>
    WeChat,

    /// <summary>A QQ account.</summary>
    Qq,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IpAddress,

    /// <summary>A hardware address.</summary>
    MacAddress,

    /// <summary>An address of the web with a credential in it.</summary>
    UrlToken,

    /// <summary>A key, token or password.</summary>
    Secret,

    /// <summary>A date of birth.</summary>
    BirthDate,

    /// <summary>An international bank account number.</summary>
    Iban,

    /// <summary>A US social security number.</summary>
    UsSsn,

    /// <summary>A US driver's licence, in context only.</summary>
    UsDriverLicense,

    /// <summary>The name of a person.</summary>
    Person,

    /// <summary>A postal address.</summary>
    Address,

    /// <summary>What a pattern of the user's own finds.</summary>
    Custom,
}
