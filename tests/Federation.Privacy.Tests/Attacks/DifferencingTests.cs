using Federation.Privacy.Plans;
using Federation.Privacy.Queries;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>Counts all, counts all but one person, and subtracts: is that person in the data?</summary>
public sealed class DifferencingTests
{
    private const int WorldsCount = 4_000;

    /// <summary>
    /// At ε = 0.1 no guess from both answers is right in more than 1 − 1 / (1 + e^0.2) = 0.5498 of the worlds; that is
    /// 220 right ones of 4,000 below 0.605, or 7 deviations: a false alarm once in 10¹¹ seeds, and the seed is fixed.
    /// </summary>
    [Fact]
    public void The_difference_of_two_noisy_counts_tells_hardly_more_than_a_coin()
    {
        var plan = Assert.IsType<Planned>(Planner.Plan(
            new TypedQuery("people", null, [], [Shapes.CountAll]), Shapes.People, new Epsilon(100_000))).Plan;
        var source = new SeededSource(1);

        var right = RightGuesses(exact =>
        {
            var table = new ExactTable(plan);
            table.Set(0, 0, exact);
            return Perturbation.Apply(table, source).ValuesOf(0)[0];
        });

        Assert.InRange(right, 0, 0.605);
    }

    [Fact]
    public void Control_exact_counts_that_are_refused_below_ten_tell_it_every_time() =>
        Assert.Equal(1, RightGuesses(exact => exact < 10 ? null : exact));

    private static double RightGuesses(Func<long, long?> ask)
    {
        var right = 0;
        for (var world = 0; world < WorldsCount; world++)
        {
            var isPresent = world % 2 == 1;
            var others = 500 + (world % 37);
            var guess = ask(others + (isPresent ? 1 : 0)) - ask(others) > 0;
            right += guess == isPresent ? 1 : 0;
        }

        return (double)right / WorldsCount;
    }
}
