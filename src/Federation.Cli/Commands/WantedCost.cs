namespace Federation.Cli.Commands;

/// <summary>What a question may cost, or how near its answer is wanted.</summary>
/// <param name="EpsilonMicros">The loss at each silo, in millionths of a nat; null where it is looked for.</param>
/// <param name="DeltaFemtos">δ that the answer may have beside it, in units of 10⁻¹⁵; 0 for a pure answer.</param>
/// <param name="Accuracy">How near; null where the loss is given.</param>
/// <param name="AccuracyText">The same, as it was written.</param>
/// <param name="RowsCount">A guess of the rows of one group over all silos; null without.</param>
internal sealed record WantedCost(
    long? EpsilonMicros, long DeltaFemtos, Accuracy? Accuracy, string? AccuracyText, long? RowsCount);
