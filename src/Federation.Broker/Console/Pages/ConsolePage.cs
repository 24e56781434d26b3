using Federation.Broker.Console.SignIn;
using Federation.Broker.Console.Texts;
using Microsoft.AspNetCore.Components;

namespace Federation.Broker.Console.Pages;

/// <summary>What every page knows: who reads, and in which language.</summary>
public abstract class ConsolePage : ComponentBase
{
    /// <summary>The request that the page is rendered for.</summary>
    [CascadingParameter]
    public HttpContext? Context { get; set; }

    /// <summary>What it says.</summary>
    protected ConsoleWords Words => ConsoleWords.Of(LanguageChoice.Of(Context));

    /// <summary>The silo that the reader holds; null for an auditor, who sees all.</summary>
    protected string? OwnSilo => SignedIn.SiloOf(Context?.User);

    /// <summary>A time for people, to the second.</summary>
    protected static string Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
        .ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>ε for people.</summary>
    protected static string Epsilon(long micros) =>
        (micros / 1e6).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A number for people, with thousands apart.</summary>
    protected static string Number(long number) =>
        number.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first digits of a fingerprint.</summary>
    protected static string HeadOf(string fingerprint) => fingerprint.Length > 12 ? fingerprint[..12] : fingerprint;
}
