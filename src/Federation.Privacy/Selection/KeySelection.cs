using Federation.Privacy.Randomness;

namespace Federation.Privacy.Selection;

/// <summary>How a plan chooses which groups it shows, where keys are not declared: by the size of each alone.</summary>
/// <param name="GroupsPerUnit">D: the most groups that a unit is counted in.</param>
/// <param name="UnitsMin">A group of fewer units is never shown; at least 1.</param>
/// <param name="Cost">What the choice of all groups costs.</param>
public abstract record KeySelection(int GroupsPerUnit, long UnitsMin, PrivacyCost Cost)
{
    /// <summary>The most groups whose sizes are read: it makes <see cref="UnitsMin"/> large enough that the declared
    /// rows cannot make more.</summary>
    public const long GroupsReadMax = 1_000_000;

    /// <summary>What one unit adds to the size of each of its groups, by how many it has: the first entry is for one.
    /// Empty where it adds 1 whatever they are.</summary>
    public abstract IReadOnlyList<long> Weights { get; }

    /// <summary>A group that is not shown has fewer units than this: for certain, or but for a chance of 10⁻⁹.
    /// </summary>
    public abstract long UnitsHiddenBelow { get; }

    /// <summary>How many units show a group in half of all cases, where each is in as many groups as it may: what
    /// mechanisms are compared by.</summary>
    internal abstract double UnitsShownByHalf { get; }

    /// <summary>Whether a group is shown. Draws the same whatever comes out, but for the sampler's own rejections.
    /// </summary>
    /// <param name="size">The sum of what its units add.</param>
    /// <param name="noise">The only source of randomness.</param>
    internal abstract bool Keeps(long size, INoiseSource noise);

    /// <summary>Numbers that tell one choice from another, for canonical bytes.</summary>
    internal abstract IEnumerable<long> Parameters { get; }
}
