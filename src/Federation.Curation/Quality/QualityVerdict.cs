namespace Federation.Curation.Quality;

/// <summary>What one filter decides on one text.</summary>
/// <param name="Name">The filter's name, as recipes and policies write it.</param>
/// <param name="Keep">Whether the text stays.</param>
/// <param name="Reason">The first rule that the text breaks, by its published name; null where it stays.</param>
public readonly record struct QualityVerdict(string Name, bool Keep, string? Reason);
