namespace Federation.Benchmarks;

/// <summary>What a piece of work took.</summary>
internal readonly record struct Spent(TimeSpan Cpu, TimeSpan Wall);
