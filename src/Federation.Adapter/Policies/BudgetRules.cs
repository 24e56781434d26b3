namespace Federation.Adapter.Policies;

/// <summary>How much privacy loss the holder grants. Nothing here has a default: silence is not consent.</summary>
/// <param name="LineageEpsilonMicrosMax">The hard cap over all trainers, in millionths of a nat.</param>
/// <param name="TrainerEpsilonMicrosMax">The most that one trainer may spend, in millionths of a nat.</param>
/// <param name="RequestEpsilonMicrosMax">The most that one request may spend, in millionths of a nat.</param>
public sealed record BudgetRules(
    long LineageEpsilonMicrosMax, long TrainerEpsilonMicrosMax, long RequestEpsilonMicrosMax);
