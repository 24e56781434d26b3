using CsCheck;
using Federation.Client.Sql;
using Federation.Contracts.Type.V1;

namespace Federation.Tests.Client;

public sealed class SqlPrinterLaws
{
    private static readonly string[] NameList =
        ["age", "性别", "收入", "select", "true", "a b", "x\"y", "Group", "_1", "naïve", "order"];

    private static readonly Gen<string> Names =
        Gen.Int[0, NameList.Length - 1].Select(index => NameList[index]);

    private static readonly Gen<Value> Values = Gen.OneOf(
        Gen.Long.Select(number => new Value { Integer = number }),
        Gen.Long.Select(Gen.Int[0, 18], (unscaled, scale) => new Value
        {
            Decimal = new Contracts.Type.V1.Decimal { Unscaled = unscaled, Scale = scale },
        }),
        Gen.Bool.Select(truth => new Value { Boolean = truth }),
        Gen.String[Gen.Char["ab'\"\\\r\n\t;-/*\u4E2D\u6587\u2018"], 0, 20].Select(text => new Value { Text = text }));

    private static readonly Gen<Measure> Measures = Gen.OneOf(
        Gen.Const(new Measure { Kind = MeasureKind.Count }),
        Gen.Select(Gen.Int[1, 6], Names)
            .Select((kind, name) => new Measure { Kind = (MeasureKind)kind, Column = name }),
        Gen.Select(Gen.Int[0, 1_000_000], Names).Select((millionths, name) => new Measure
        {
            Kind = MeasureKind.Quantile,
            Column = name,
            Quantile = Shortest(millionths, 6),
        }));

    private static readonly Gen<Bins> BinSizes = Gen.OneOf(
        Gen.Int[40, 44].Select(unit => new Bins { Calendar = (CalendarUnit)unit }),
        Gen.Long[1, long.MaxValue].Select(count => new Bins { BinsCount = count }),
        Gen.Long[1, long.MaxValue].Select(Gen.Int[0, 18], (unscaled, scale) => new Bins
        {
            Width = new Contracts.Type.V1.Decimal { Unscaled = unscaled, Scale = scale },
        }));

    [Fact]
    public void A_printed_question_compiles_back_to_itself() =>
        Gen.Select(Measures.Array[1, 4], Names.Array[0, 4], Predicates(3), BinSizes.Array[0, 4]).Sample((measures, groups, filter, bins) =>
        {
            var query = new AggregateQuery { Dataset = "made-up-people", Filter = filter };
            query.Measures.AddRange(measures);
            query.GroupBy.AddRange(groups.Distinct());
            query.Bins.AddRange(query.GroupBy.Zip(bins, (column, size) => new Bins(size) { Column = column }));
            var printed = SqlPrinter.Print(query);
            return SqlCompiler.Compile(printed).Equals(query);
        }, iter: 2_000);

    private static Contracts.Type.V1.Decimal Shortest(long unscaled, int scale) => scale > 0 && unscaled % 10 == 0
        ? Shortest(unscaled / 10, scale - 1) : new Contracts.Type.V1.Decimal { Unscaled = unscaled, Scale = scale };

    private static Gen<Predicate> Predicates(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Select(Names, Gen.Int[1, 6], Values).Select((name, sign, value) => new Predicate
            {
                Comparison = new Comparison { Column = name, Operator = (ComparisonOperator)sign, Value = value },
            }),
            Gen.Select(Names, Values.Array[1, 3]).Select((name, values) => new Predicate
            {
                Membership = new Membership { Column = name, Values = { values } },
            }),
            Names.Select(name => new Predicate { NullTest = new NullTest { Column = name } }));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Predicates(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(operand => new Predicate { Negation = operand }),
            inner.Array[2, 3].Select(operands => new Predicate
            {
                Conjunction = new Conjunction { Operands = { operands } },
            }),
            inner.Array[2, 3].Select(operands => new Predicate
            {
                Disjunction = new Disjunction { Operands = { operands } },
            }));
    }
}
