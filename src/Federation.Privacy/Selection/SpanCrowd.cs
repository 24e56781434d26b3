using System.Runtime.InteropServices;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Selection;

/// <summary>
/// Tells which spans of text are used by a crowd: counts privacy units, never rows, and compares each count with the
/// least number of units under noise that is drawn once. The counts can be read by nobody.
/// </summary>
/// <remarks>
/// Guarantee: the chosen spans together are (ε, δ)-DP, by the same choice that shows groups of undeclared keys: a unit
/// is in at most so many spans as it may use. Spans that no unit uses are never chosen. Proof:
/// docs/proofs/key-selection.md. Not for several threads at once.
/// </remarks>
public sealed class SpanCrowd
{
    /// <summary>The most spans that one unit can use.</summary>
    public const int SpansPerUnitMax = WeightedSelection.GroupsPerUnitMax;

    private readonly KeySelection _selection;
    private readonly Dictionary<ulong, long> _sizes = [];

    private SpanCrowd(KeySelection selection) => _selection = selection;

    /// <summary>What the choice costs, however many spans there are.</summary>
    public PrivacyCost Cost => _selection.Cost;

    /// <summary>How many units a span has that is kept in half of all cases, where each unit uses as many spans as it
    /// may.</summary>
    public long UnitsKeptByHalf => (long)Math.Ceiling(_selection.UnitsShownByHalf);

    /// <summary>Makes an empty count; null where ε and δ are too small to choose with.</summary>
    /// <param name="spansPerUnit">The most spans with which one unit counts, from 1 to
    /// <see cref="SpansPerUnitMax"/>.</param>
    /// <param name="unitsMin">A span of fewer units is no crowd's, but for the chance δ; at least 1.</param>
    /// <param name="epsilonMicros">ε of the whole choice, in millionths of a nat.</param>
    /// <param name="deltaFemtos">δ of the whole choice, in units of 10⁻¹⁵.</param>
    public static SpanCrowd? Of(int spansPerUnit, long unitsMin, long epsilonMicros, long deltaFemtos)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spansPerUnit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spansPerUnit, SpansPerUnitMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unitsMin);
        KeySelection? counted = CountedSelection.Of(spansPerUnit, unitsMin, epsilonMicros, deltaFemtos);
        KeySelection? weighted = spansPerUnit == 1
            ? null : WeightedSelection.Of(spansPerUnit, unitsMin, epsilonMicros, deltaFemtos);
        var better = counted is null || weighted?.UnitsShownByHalf < counted.UnitsShownByHalf ? weighted : counted;
        return better is null ? null : new SpanCrowd(better);
    }

    /// <summary>Counts a unit, once, with the spans that it uses.</summary>
    /// <param name="spans">Different numbers of spans, at most as many as a unit may use.</param>
    /// <exception cref="ArgumentException">They are too many.</exception>
    public void AddUnit(IReadOnlySet<ulong> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        if (spans.Count > _selection.GroupsPerUnit)
        {
            throw new ArgumentException("A unit uses more spans than it may.", nameof(spans));
        }

        var weight = spans.Count == 0 || _selection.Weights.Count == 0 ? 1 : _selection.Weights[spans.Count - 1];
        foreach (var span in spans)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_sizes, span, out _) += weight;
        }
    }

    /// <summary>Draws the noise and tells the spans that pass, in ascending order. Once: the counts are gone then.
    /// </summary>
    /// <param name="noise">The only source of randomness; the caller picks a secure one.</param>
    public IReadOnlyList<ulong> Choose(INoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        var chosen = new List<ulong>();
        foreach (var (span, size) in _sizes)
        {
            if (_selection.Keeps(size, noise))
            {
                chosen.Add(span);
            }
        }

        _sizes.Clear();
        chosen.Sort();
        return chosen;
    }
}
