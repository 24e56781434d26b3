using System.Diagnostics;

namespace Federation.Client;

/// <summary>The client's traces. Spans say what was called, never what was asked or answered.</summary>
public static class ClientTelemetry
{
    /// <summary>The name of the source, to subscribe to.</summary>
    public const string SourceName = "Federation.Client";

    internal static readonly ActivitySource Source = new(SourceName);
}
