using Federation.Curation.Detection;

namespace Federation.Curation;

/// <summary>The redactors that a policy can name.</summary>
public static class RedactorCatalog
{
    /// <summary>All names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. PiiTypes.PolicyNames.Order(StringComparer.Ordinal)];
}
