namespace Federation.Broker.Console.Texts;

/// <summary>Which language a reader gets: the one chosen before, else what the browser asks for.</summary>
internal static class LanguageChoice
{
    public const string Cookie = "federation-language";

    public static ConsoleLanguage Of(HttpContext? context)
    {
        var chosen = context?.Request.Cookies[Cookie] ?? context?.Request.Headers.AcceptLanguage.ToString() ?? "";
        return chosen.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
            ? ConsoleLanguage.Chinese : ConsoleLanguage.English;
    }
}
