using CsCheck;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests.Plans;

/// <summary>Spellings of one question over days, undeclared keys and distinct values have equal bytes; other questions
/// have others.</summary>
public sealed class NewSpellingTests
{
    private const int First = 19_723; // 2024-01-01.

    private static readonly DatasetShape Shape = new("people", "town", 1, "人", null, 8,
    [
        new ColumnShape("入职", ColumnKind.Date, new NumericBounds(First, First + 365, 1), [],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        new ColumnShape("城市", ColumnKind.Text, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)
        {
            Keys = new PrivateKeys(64),
        },
        new ColumnShape("性别", ColumnKind.Text, null, [DomainValue.Of("女"), DomainValue.Of("男")],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)
        {
            DistinctPerUnit = 2,
        },
    ], 1_000_000)
    {
        GroupsPerUnit = 2,
    };

    private static readonly Gen<Predicate> Conditions = Gen.Select(Gen.Int[-3, 370], Gen.Enum<ComparisonOperator>(), Gen.Bool).Select(
        Predicate (day, op, isText) => new Comparison("入职", op, Literal.Of(
            isText ? DomainValue.Of(CalendarDay.Format(First + day)) : DomainValue.OfDay(First + day))));

    private static readonly Gen<(string[] Groups, Measure[] Measures)> Questions = Gen.Select(
        Gen.Shuffle(new[] { "入职", "城市", "性别" }, 1, 3),
        Gen.Shuffle(new Measure[] { new(MeasureKind.Count, null), new(MeasureKind.Units, "人"), new(MeasureKind.Units, "城市"), new(MeasureKind.Units, "性别"), new(MeasureKind.Count, "入职") }, 1, 5));

    [Fact]
    public void Order_repetition_and_the_way_a_day_is_written_change_nothing() =>
        Gen.Select(Questions, Conditions.List[1, 3], Gen.Enum<CalendarUnit>()).Sample((question, conditions, unit) =>
        {
            var (groups, measures) = question;
            var bytes = Bytes(new All(conditions), groups, measures, unit);
            Assert.Equal(bytes, Bytes(new All([.. Enumerable.Reverse(conditions)]), [.. groups.Reverse(), groups[0]], [.. measures.Reverse(), measures[0]], unit));
            Assert.Equal(bytes, Bytes(new All([.. conditions.Select(Otherwise)]), groups, measures, unit));
        }, iter: 500, seed: "0000000000003", threads: 1);

    [Fact]
    public void Another_question_has_other_bytes()
    {
        Measure[] count = [new(MeasureKind.Count, null)];
        byte[][] all =
        [
            Bytes(null, ["城市"], count, CalendarUnit.Month),
            Bytes(null, ["性别"], count, CalendarUnit.Month),
            Bytes(null, ["入职"], count, CalendarUnit.Month),
            Bytes(null, ["入职"], count, CalendarUnit.Quarter),
            Bytes(null, ["城市"], [new(MeasureKind.Units, "人")], CalendarUnit.Month),
            Bytes(null, ["城市"], [new(MeasureKind.Units, "性别")], CalendarUnit.Month),
            Bytes(null, ["城市"], count, CalendarUnit.Month, Shape with { KeyUnitsMin = 9 }),
            Bytes(null, ["城市"], count, CalendarUnit.Month, Shape with { GroupsPerUnit = 3 }),
            Bytes(null, ["城市"], count, CalendarUnit.Month, deltaFemtos: 2_000_000_000),
        ];
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1_000)]
    public void Too_many_group_columns_are_refused_whatever_they_are(int count)
    {
        var query = new TypedQuery("people", null, [.. Enumerable.Range(0, count).Select(i => $"列{i}")], [new Measure(MeasureKind.Count, null)]);
        Assert.Equal(QueryFaultCode.LimitExceeded, Assert.Single(Assert.IsType<NotPlanned>(
            Planner.Plan(query, Shape, new Epsilon(1_000_000), 1_000_000_000)).Faults).Code);
    }

    /// <summary>The comparison turned round: NOT of its opposite, with the day written the other way.</summary>
    private static Predicate Otherwise(Predicate predicate)
    {
        var comparison = (Comparison)predicate;
        var value = comparison.Value.Value!.Value;
        var other = value.Kind == DomainValueKind.Day ? DomainValue.Of(value.ToString())
            : CalendarDay.TryParse(value.Text, out var day) ? DomainValue.OfDay(day) : throw new InvalidOperationException();
        ComparisonOperator opposite = comparison.Operator switch
        {
            ComparisonOperator.Equal => ComparisonOperator.NotEqual,
            ComparisonOperator.NotEqual => ComparisonOperator.Equal,
            ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
            ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
            ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
            _ => ComparisonOperator.Less,
        };
        return new Not(new Comparison(comparison.Column, opposite, Literal.Of(other)));
    }

    private static byte[] Bytes(
        Predicate? filter, string[] groups, Measure[] measures, CalendarUnit unit, DatasetShape? shape = null,
        long deltaFemtos = 1_000_000_000)
    {
        var query = new TypedQuery("people", filter, groups, measures)
        {
            Bins = groups.Contains("入职") ? [new BinsOfCalendar("入职", unit)] : [],
        };
        return Assert.IsType<Planned>(
            Planner.Plan(query, shape ?? Shape, new Epsilon(1_000_000), deltaFemtos)).Plan.CanonicalBytes.ToArray();
    }
}
