using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Federation.Sealing;

/// <summary>What a party of a federation is allowed to be on a link.</summary>
public enum PartyRole
{
    /// <summary>Routes requests; reads no sample.</summary>
    Broker,

    /// <summary>Stands beside a holder's store.</summary>
    Adapter,

    /// <summary>Asks for statistics and samples.</summary>
    Trainer,

    /// <summary>Reads logs.</summary>
    Auditor,
}

/// <summary>Who a party is on a link, as its certificate says: <c>spiffe://FEDERATION/ROLE/ID</c>.</summary>
/// <param name="Federation">The trust domain: lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Id">Its name: 1 to 63 letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</param>
public sealed partial record PartyIdentity(string Federation, PartyRole Role, string Id)
{
    /// <summary>The identity as the URI in a certificate.</summary>
    public string Uri => $"spiffe://{Federation}/{NameOf(Role)}/{Id}";

    /// <summary>The name of a role in URIs and folders: lower case.</summary>
    public static string NameOf(PartyRole role) => role switch
    {
        PartyRole.Broker => "broker",
        PartyRole.Adapter => "adapter",
        PartyRole.Trainer => "trainer",
        PartyRole.Auditor => "auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>Whether a text can be the name of a federation.</summary>
    public static bool IsFederation(string text) => FederationName().IsMatch(text);

    /// <summary>Whether a text can be the id of a party.</summary>
    public static bool IsId(string text) => PartyId().IsMatch(text);

    /// <summary>Reads the URI form. False for anything else, other schemes, roles and longer paths included.</summary>
    public static bool TryParse(string uri, [NotNullWhen(true)] out PartyIdentity? identity)
    {
        ArgumentNullException.ThrowIfNull(uri);
        identity = null;
        var match = UriForm().Match(uri);
        if (!match.Success)
        {
            return false;
        }

        foreach (var role in Enum.GetValues<PartyRole>())
        {
            if (NameOf(role) == match.Groups["role"].Value)
            {
                identity = new PartyIdentity(match.Groups["federation"].Value, role, match.Groups["id"].Value);
            }
        }

        return identity is not null;
    }

    [GeneratedRegex(@"\A[a-z0-9._-]{1,255}\z")]
    private static partial Regex FederationName();

    [GeneratedRegex(@"\A(?!\.)[A-Za-z0-9._-]{1,63}\z")]
    private static partial Regex PartyId();

    [GeneratedRegex(
        @"\Aspiffe://(?<federation>[a-z0-9._-]{1,255})/(?<role>[a-z]+)/(?<id>(?!\.)[A-Za-z0-9._-]{1,63})\z")]
    private static partial Regex UriForm();
}
