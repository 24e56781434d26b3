namespace Federation.Broker.Console;

/// <summary>Whose console it is.</summary>
/// <param name="Federation">The federation.</param>
/// <param name="Broker">The broker.</param>
public sealed record ConsoleIdentity(string Federation, string Broker)
{
    /// <summary>Where it serves, once it does.</summary>
    public Uri Url { get; internal set; } = new("https://127.0.0.1");
}
