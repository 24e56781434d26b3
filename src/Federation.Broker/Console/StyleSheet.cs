namespace Federation.Broker.Console;

/// <summary>The one style sheet: readable on a phone, by keyboard and in print; contrast above 4.5 to 1.</summary>
internal static class StyleSheet
{
    /// <summary>Its text.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("style.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
