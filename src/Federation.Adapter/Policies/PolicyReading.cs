using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>A policy that holds by itself, with its lines, so that contradictions between files can be shown.</summary>
internal sealed record PolicyReading(DatasetPolicy Policy, YamlMap Root, YamlMap Budget);
