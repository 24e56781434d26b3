namespace Federation.Adapter.Drafts;

/// <summary>A drafted policy.</summary>
/// <param name="Text">The YAML.</param>
/// <param name="ColumnsCount">How many columns it declares.</param>
/// <param name="GuessesCount">How many values wait for a person.</param>
public sealed record DraftedPolicy(string Text, int ColumnsCount, int GuessesCount);
