using CsCheck;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using static Federation.Privacy.Queries.ComparisonOperator;
using static Federation.Privacy.Tests.Shapes;

namespace Federation.Privacy.Tests.Plans;

/// <summary>Spellings of one question have equal bytes, so that asking twice in other words gives the same answer.</summary>
public sealed class CanonicalFormTests
{
    private static readonly Gen<Predicate> Leaves = Gen.OneOf<Predicate>(
        Gen.Select(Gen.Int[-5, 105], Gen.Int[0, 5], (value, op) =>
            (Predicate)Is("age", (ComparisonOperator)op, value / 2m)),
        Gen.Select(Gen.Int[-2, 2], Gen.Int[0, 5], (value, op) => (Predicate)Is("sex", (ComparisonOperator)op, value)),
        Gen.Int[0, 2].Select(city => (Predicate)Is("city", new[] { "oslo", "bern", "rome" }[city])),
        Gen.Bool.Select(value => (Predicate)new Comparison("married", Equal, Literal.Of(DomainValue.Of(value)))),
        Gen.Int[0, 1].Select(column => (Predicate)new IsNull(column == 0 ? "age" : "city")));

    private static readonly Gen<Predicate> Predicates = Gen.Recursive<Predicate>((depth, inner) => depth >= 3
        ? Leaves
        : Gen.OneOf(
            Leaves,
            inner.Select(operand => (Predicate)new Not(operand)),
            inner.List[1, 3].Select(operands => (Predicate)new All(operands)),
            inner.List[1, 3].Select(operands => (Predicate)new Any(operands))));

    [Fact]
    public void Order_repetition_nesting_and_double_negation_change_nothing() => Predicates.List[2, 4].Sample(parts =>
    {
        var bytes = Bytes(new All(parts));
        Assert.Equal(bytes, Bytes(new All([.. Enumerable.Reverse(parts)])));
        Assert.Equal(bytes, Bytes(new All([.. parts, parts[0]])));
        Assert.Equal(bytes, Bytes(new All([parts[0], new All([.. parts.Skip(1)])])));
        Assert.Equal(bytes, Bytes(new Not(new Not(new All(parts)))));
        Assert.Equal(bytes, Bytes(new Not(new Any([.. parts.Select(part => new Not(part))]))));
    }, iter: 2_000, seed: "0000000000001", threads: 1);

    /// <summary>The compiled filter holds of a row exactly where SQL's three-valued condition is true.</summary>
    [Fact]
    public void The_canonical_filter_means_what_was_asked() =>
        Gen.Select(Predicates, Gen.Int[0, 100].Nullable(), Gen.Long[-3, 3].Nullable(), Gen.Int[0, 4], Gen.Int[0, 2]).Sample(
            (predicate, age, sex, city, married) =>
            {
                var row = new RowOfPeople(age, sex, city switch { 0 => "oslo", 1 => "bern", 2 => "rome", 3 => "lima", _ => null },
                    married == 2 ? null : married == 1);
                Assert.Equal(row.IsTrue(predicate) == true, row.Holds(Plan(predicate, [], CountAll).Filter));
            }, iter: 5_000, seed: "0000000000002", threads: 1);

    [Fact]
    public void Constants_are_brought_onto_the_grid()
    {
        Assert.Equal(Bytes(Is("age", GreaterOrEqual, 18)), Bytes(Is("age", Greater, 17.5m)));
        Assert.Equal(Bytes(Is("age", GreaterOrEqual, 18)), Bytes(new Not(Is("age", Less, 18.00m))));
        Assert.Equal(Bytes(Is("sex", GreaterOrEqual, 1)), Bytes(Is("sex", Greater, 0)));
        Assert.NotEqual(Bytes(Is("age", GreaterOrEqual, 18)), Bytes(Is("age", Greater, 18)));
    }

    [Fact]
    public void Membership_is_a_disjunction_of_equalities()
    {
        var membership = new In("age", [Literal.Of(30m), Literal.Of(DomainValue.Of(31)), Literal.Of(30m)]);
        Assert.Equal(Bytes(membership), Bytes(new Any([Is("age", Equal, 31), Is("age", Equal, 30)])));
        Assert.Equal(Bytes(membership), Bytes(new All([Is("age", GreaterOrEqual, 30), Is("age", LessOrEqual, 31)])));
        Assert.Equal(Bytes(new Not(membership)), Bytes(new Any([Is("age", Less, 30), Is("age", Greater, 31)])));
    }

    [Fact]
    public void Order_of_groups_and_measures_changes_nothing_and_a_mean_costs_what_a_sum_does()
    {
        var (sum, mean) = (new Measure(MeasureKind.Sum, "age"), new Measure(MeasureKind.Mean, "age"));
        Assert.Equal(
            Plan(null, ["sex", "city"], sum, CountAll).CanonicalBytes.ToArray(),
            Plan(null, ["city", "sex", "city"], CountAll, mean).CanonicalBytes.ToArray());
    }

    [Fact]
    public void The_bytes_of_a_known_question_stay_what_they_were()
    {
        var plan = Plan(Is("age", GreaterOrEqual, 18), ["sex"], CountAll, new Measure(MeasureKind.Mean, "age"));
        var digest = System.Security.Cryptography.SHA256.HashData(plan.CanonicalBytes.Span);
        Assert.Equal("0f71dc488221198919353510a753e84724bdacd30340122c0b", Convert.ToHexStringLower(digest)[..50]);
    }

    private static byte[] Bytes(Predicate filter) => Plan(filter, [], CountAll).CanonicalBytes.ToArray();
}
