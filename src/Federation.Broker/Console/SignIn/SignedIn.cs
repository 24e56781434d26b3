using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Federation.Broker.Console.SignIn;

/// <summary>A member as the session's cookie carries it, encrypted and signed.</summary>
internal static class SignedIn
{
    private const string SiloClaim = "silo";

    public static ClaimsPrincipal Of(ConsoleMember member)
    {
        var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, member.Id));
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, member.Fingerprint));
        if (member.Silo is { } silo)
        {
            identity.AddClaim(new Claim(SiloClaim, silo));
        }

        return new ClaimsPrincipal(identity);
    }

    /// <summary>The silo that a holder is bound to; null for an auditor.</summary>
    public static string? SiloOf(ClaimsPrincipal? user) => user?.FindFirst(SiloClaim)?.Value;
}
