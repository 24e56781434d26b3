namespace Federation.Broker.Console.Texts;

/// <summary>The languages of the console.</summary>
public enum ConsoleLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
