namespace Federation.Answers;

/// <summary>Whom an answer stands for, and whom not: nothing vanishes silently.</summary>
/// <param name="Asked">The silos that were asked.</param>
/// <param name="Answered">The silos whose numbers are in the answer.</param>
/// <param name="Refused">The others, with the reason of each.</param>
public sealed record Coverage(
    IReadOnlyList<string> Asked, IReadOnlyList<string> Answered, IReadOnlyList<SiloRefusal> Refused)
{
    /// <summary>Whether every silo that was asked is in the answer.</summary>
    public bool IsComplete => Asked.Count == Answered.Count;

    /// <summary>Puts together who was asked, who answered and who refused.</summary>
    /// <exception cref="ArgumentException">A silo that was asked is in neither list, or in both.</exception>
    public static Coverage Of(
        IReadOnlyList<string> asked, IReadOnlyList<string> answered, IReadOnlyList<SiloRefusal> refused)
    {
        var accounted = answered.Concat(refused.Select(refusal => refusal.Silo)).Order(StringComparer.Ordinal);
        return accounted.SequenceEqual(asked.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? new Coverage(asked, answered, refused)
            : throw new ArgumentException("Each silo that was asked either answered or refused.", nameof(asked));
    }
}

/// <summary>A silo that is not in an answer.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Reason">The typed reason, such as <c>BUDGET_EXHAUSTED</c>.</param>
public sealed record SiloRefusal(string Silo, string Reason);
