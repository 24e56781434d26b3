using Federation.Privacy.Randomness;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Tests.Selection;

/// <summary>A crowd is made of units: what one unit says, however often, is no crowd's.</summary>
public sealed class SpanCrowdTests
{
    private const long Epsilon = 1_000_000;
    private const long Delta = 1_000_000; // 10⁻⁹.

    [Fact]
    public void A_span_of_many_units_is_chosen_and_one_of_few_is_not()
    {
        using var noise = new SecureNoiseSource();
        var crowd = SpanCrowd.Of(10, 20, Epsilon, Delta)!;
        for (ulong unit = 0; unit < 5_000; unit++)
        {
            crowd.AddUnit(new HashSet<ulong> { 1, 2, 1_000 + unit });
        }

        // At weight 2¹⁶/√3 each, 5,000 units are hundreds of deviations above the threshold; one unit passes with 10⁻⁹.
        Assert.Equal([1UL, 2UL], crowd.Choose(noise));
    }

    /// <summary>The threshold is near 58 units. 200 with 100 spans weigh 20, seven deviations below; with one, 200.
    /// </summary>
    [Fact]
    public void A_unit_with_many_spans_weighs_less_in_each()
    {
        using var noise = new SecureNoiseSource();
        var (busy, quiet) = (SpanCrowd.Of(100, 20, Epsilon, Delta)!, SpanCrowd.Of(100, 20, Epsilon, Delta)!);
        var many = Enumerable.Range(0, 100).Select(span => (ulong)span).ToHashSet();
        for (var unit = 0; unit < 200; unit++)
        {
            busy.AddUnit(many);
            quiet.AddUnit(new HashSet<ulong> { 1 });
        }

        Assert.Empty(busy.Choose(noise));
        Assert.Equal([1UL], quiet.Choose(noise));
    }

    [Fact]
    public void The_cost_is_that_of_one_choice_within_epsilon_and_delta_however_many_spans_there_are()
    {
        var crowd = SpanCrowd.Of(100, 20, Epsilon, Delta)!;

        Assert.InRange(crowd.Cost.DeltaFemtos, 1, Delta);
        Assert.InRange(crowd.Cost.RhoMicros, 1, Privacy.Accounting.ZcdpConversion.RhoMicros(Epsilon, Delta));
        Assert.Null(SpanCrowd.Of(100, 20, 1, 1));
    }

    [Fact]
    public void A_unit_with_more_spans_than_it_may_use_is_not_counted() =>
        Assert.Throws<ArgumentException>(
            () => SpanCrowd.Of(2, 1, Epsilon, Delta)!.AddUnit(new HashSet<ulong> { 1, 2, 3 }));

    [Fact]
    public void A_larger_least_number_of_units_asks_for_more()
    {
        var (few, many) = (SpanCrowd.Of(10, 5, Epsilon, Delta)!, SpanCrowd.Of(10, 50, Epsilon, Delta)!);

        Assert.InRange(few.UnitsKeptByHalf, 5, many.UnitsKeptByHalf - 45);
    }

    [Fact]
    public void Counts_are_gone_once_they_were_compared()
    {
        using var noise = new SecureNoiseSource();
        var crowd = SpanCrowd.Of(1, 2, Epsilon, Delta)!;
        for (var unit = 0; unit < 1_000; unit++)
        {
            crowd.AddUnit(new HashSet<ulong> { 1 });
        }

        Assert.Equal([1UL], crowd.Choose(noise));
        Assert.Empty(crowd.Choose(noise));
    }
}
