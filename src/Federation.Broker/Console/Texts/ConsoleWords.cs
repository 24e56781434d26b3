using Federation.Contracts.Type.V1;

namespace Federation.Broker.Console.Texts;

/// <summary>What the console says, in one language. An unknown key is a bug: it throws.</summary>
public sealed class ConsoleWords
{
    private static readonly Dictionary<string, (string English, string Chinese)> All = new(
        [.. PageWords.All, .. AccessWords.All, .. HealthWords.All, .. RefusalWords.All]);

    private readonly ConsoleLanguage _language;

    private ConsoleWords(ConsoleLanguage language) => _language = language;

    /// <summary>All keys.</summary>
    public static IReadOnlyCollection<string> Keys => All.Keys;

    /// <summary>The language, as HTML names it.</summary>
    public string Tag => _language == ConsoleLanguage.Chinese ? "zh-Hans" : "en";

    /// <summary>The text of a key.</summary>
    public string this[string key] =>
        _language == ConsoleLanguage.Chinese ? All[key].Chinese : All[key].English;

    /// <summary>Why a request was turned down; a reason that is not known yet as its number.</summary>
    public string Reason(RefusalReason reason) => All.ContainsKey($"{reason}") ? this[$"{reason}"] : $"{reason}";

    /// <summary>The words of a language.</summary>
    public static ConsoleWords Of(ConsoleLanguage language) => new(language);

    /// <summary>A text with its places filled.</summary>
    public string Format(string key, params object?[] values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, this[key], values);
}
