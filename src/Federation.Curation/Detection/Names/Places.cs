namespace Federation.Curation.Detection.Names;

/// <summary>Countries, states and large cities by their English names: places and no persons.</summary>
internal static class Places
{
    private const string Names =
        "afghanistan albania algeria andorra angola antigua argentina armenia aruba australia austria azerbaijan "
        + "bahamas bahrain bangladesh barbados belarus belgium belize benin bermuda bhutan bolivia bosnia botswana "
        + "brazil brunei bulgaria burkina burma burundi cambodia cameroon canada chad chile china colombia comoros "
        + "congo croatia cuba cyprus czech denmark djibouti dominica ecuador egypt england eritrea estonia "
        + "eswatini ethiopia fiji finland france gabon gambia germany ghana gibraltar greece greenland grenada "
        + "guatemala guinea guyana haiti holland honduras hungary iceland india indonesia iran iraq ireland israel "
        + "italy jamaica japan jersey kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan laos latvia lebanon "
        + "lesotho liberia libya liechtenstein lithuania luxembourg macau macedonia madagascar malawi malaysia "
        + "maldives mali malta mauritania mauritius mexico micronesia moldova monaco mongolia montenegro morocco "
        + "mozambique myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway oman pakistan palau "
        + "palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa scotland "
        + "senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname swaziland sweden "
        + "switzerland syria taiwan tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan tuvalu "
        + "uganda ukraine uruguay uzbekistan vanuatu vatican venezuela vietnam wales yemen zambia zimbabwe africa "
        + "asia europe america antarctica alabama alaska arizona arkansas california colorado connecticut delaware "
        + "florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts "
        + "michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania "
        + "tennessee texas utah vermont wisconsin wyoming ontario quebec alberta manitoba amsterdam ankara athens "
        + "atlanta auckland baghdad baltimore bangkok barcelona beijing beirut belfast belgrade berlin bogota "
        + "bombay boston brisbane brooklyn brussels bucharest budapest cairo calgary caracas chicago cleveland "
        + "cologne copenhagen dallas delhi denver detroit dubai dublin edinburgh frankfurt geneva glasgow hamburg "
        + "hanoi havana helsinki hollywood houston istanbul jakarta jerusalem johannesburg karachi kyoto lagos "
        + "leeds lima lisbon liverpool ljubljana london lyon madrid manchester manhattan manila marseille "
        + "melbourne miami milan montreal moscow mumbai munich nairobi naples nashville oslo ottawa oxford paris "
        + "perth philadelphia phoenix pittsburgh prague quito reykjavik riga rome rotterdam seattle seoul shanghai "
        + "sofia stockholm sydney taipei tallinn tehran tokyo toronto tunis turin vancouver venice vienna vilnius "
        + "warsaw wellington zagreb zurich";

    private static readonly HashSet<string> Set = new(Names.Split(' '), StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Set.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All of them, in lower case.</summary>
    public static IReadOnlyCollection<string> All => Set;

    /// <summary>Whether a word names a place, in any case.</summary>
    public static bool IsPlace(ReadOnlySpan<char> word) => Lookup.Contains(word);
}
