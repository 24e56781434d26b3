using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Brings a condition into canonical form: negations in the leaves, constants on the grid, parts
/// sorted.</summary>
/// <remarks>
/// Sound for three-valued logic: De Morgan's laws hold in it, a row counts only where the whole is true, and
/// conjunction and disjunction of "is true" are those of the parts. A negated leaf is therefore the complement among
/// rows
/// that have a value.
/// </remarks>
internal sealed class FilterCompiler
{
    public const int DepthMax = 16;
    public const int NodesMax = 256;
    public const int ValuesMax = 256;

    private readonly DatasetShape _shape;
    private readonly List<QueryFault> _faults;
    private int _nodesCount;

    private FilterCompiler(DatasetShape shape, List<QueryFault> faults)
    {
        _shape = shape;
        _faults = faults;
    }

    /// <summary>Compiles a condition; null counts every row. What is wrong is added to the faults.</summary>
    public static PlanFilter Compile(Predicate? predicate, DatasetShape shape, List<QueryFault> faults) =>
        predicate is null
            ? FilterForm.Always
            : new FilterCompiler(shape, faults).Compile(predicate, isNegated: false, depth: 1, "filter");

    private PlanFilter Compile(Predicate predicate, bool isNegated, int depth, string field)
    {
        _nodesCount++;
        if (depth > DepthMax || _nodesCount > NodesMax)
        {
            if (_nodesCount <= NodesMax + 1 || depth == DepthMax + 1)
            {
                Fault(QueryFaultCode.LimitExceeded, "filter",
                    $"Nest at most {DepthMax} deep and use at most {NodesMax} conditions.");
            }

            _nodesCount = NodesMax + 1;
            return FilterForm.Never;
        }

        return predicate switch
        {
            Not not => Compile(not.Operand, !isNegated, depth + 1, $"{field}.not"),
            All all => CompileOperands(all.Operands, isNegated, !isNegated, depth, $"{field}.all"),
            Any any => CompileOperands(any.Operands, isNegated, isNegated, depth, $"{field}.any"),
            IsNull test => Column(test.Column, field) is null ? FilterForm.Never : new NullTest(test.Column, isNegated),
            Comparison comparison => CompileComparison(comparison, isNegated, field),
            In membership => CompileMembership(membership, isNegated, field),
            _ => Fault(QueryFaultCode.ComparisonUnsupported, field, "The condition is of no known kind."),
        };
    }

    private PlanFilter CompileOperands(
        IReadOnlyList<Predicate> operands, bool isNegated, bool isConjunction, int depth, string field)
    {
        if (operands.Count == 0)
        {
            return Fault(QueryFaultCode.LimitExceeded, field, "Give at least 1 operand.");
        }

        var compiled = new List<PlanFilter>();
        foreach (var (index, operand) in operands.Index())
        {
            compiled.Add(Compile(operand, isNegated, depth + 1, $"{field}[{index}]"));
            if (_nodesCount > NodesMax)
            {
                return FilterForm.Never;
            }
        }

        return FilterForm.Combine(compiled, isConjunction, _shape);
    }

    private PlanFilter CompileMembership(In membership, bool isNegated, string field)
    {
        if (membership.Values.Count is 0 or > ValuesMax)
        {
            return Fault(QueryFaultCode.LimitExceeded, $"{field}.values", $"Give 1 to {ValuesMax} values.");
        }

        if (Column(membership.Column, field) is not { } column)
        {
            return FilterForm.Never;
        }

        var leaves = new List<PlanFilter>();
        foreach (var (index, value) in membership.Values.Index())
        {
            var op = isNegated ? ComparisonOperator.NotEqual : ComparisonOperator.Equal;
            leaves.Add(CompileLeaf(column, op, value, $"{field}.values[{index}]"));
        }

        return FilterForm.Combine(leaves, isNegated, _shape);
    }

    private PlanFilter CompileComparison(Comparison comparison, bool isNegated, string field)
    {
        if (!Enum.IsDefined(comparison.Operator))
        {
            return Fault(QueryFaultCode.ComparisonUnsupported, $"{field}.operator", "Use =, <>, <, <=, > or >=.");
        }

        var op = isNegated ? Opposite(comparison.Operator) : comparison.Operator;
        return Column(comparison.Column, field) is { } column
            ? CompileLeaf(column, op, comparison.Value, $"{field}.value")
            : FilterForm.Never;
    }

    private PlanFilter CompileLeaf(ColumnShape column, ComparisonOperator op, Literal literal, string field)
    {
        if (column.Bounds is { IsValid: true } bounds)
        {
            var isDay = column.Kind == ColumnKind.Date;
            return (isDay ? literal.Day : literal.Number) is { } number && number == decimal.Round(number, 12)
                ? FilterForm.Grid(column.Name, Ranges(op, bounds.IndexBelow(number), 0, bounds.StepsCount))
                : Fault(QueryFaultCode.ConstantInvalid, field, isDay
                    ? "Compare with a day such as '2024-02-29'."
                    : "Compare with a number of at most 12 decimals.");
        }

        return column.Kind switch
        {
            ColumnKind.Integer => literal.Number is { } number
                ? FilterForm.Integers(column.Name, Ranges(op, FloorOf(number), long.MinValue, long.MaxValue))
                : Fault(QueryFaultCode.ConstantInvalid, field, "Compare with a number."),
            ColumnKind.Text or ColumnKind.Boolean => CompileValue(column, op, literal, field),
            _ => Fault(
                QueryFaultCode.ComparisonUnsupported, field, "Compare a number only where its bounds are declared."),
        };
    }

    private PlanFilter CompileValue(ColumnShape column, ComparisonOperator op, Literal literal, string field)
    {
        if (op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
        {
            return Fault(
                QueryFaultCode.ComparisonUnsupported, field, "Text and truth values have no order; use = or <>.");
        }

        var wanted = column.Kind == ColumnKind.Text ? DomainValueKind.Text : DomainValueKind.Boolean;
        var isDeclared = literal.Value is { } value && value.Kind == wanted
            && (wanted == DomainValueKind.Boolean || column.Domain.Contains(value));
        return isDeclared
            ? FilterForm.Values(column.Name, [literal.Value!.Value], op == ComparisonOperator.NotEqual)
            : Fault(QueryFaultCode.ConstantInvalid, field, "Compare with a declared value of the column.");
    }

    /// <summary>The whole numbers in [first, last] that stand in the relation to a constant at or above a
    /// floor.</summary>
    private static List<WholeRange> Ranges(
        ComparisonOperator op, (Int128 Floor, bool IsExact) constant, long first, long last)
    {
        var (floor, isExact) = constant;
        var below = (From: (Int128)first, To: isExact ? floor - 1 : floor);
        var above = (From: floor + 1, To: (Int128)last);
        (Int128 From, Int128 To)[] ranges = op switch
        {
            ComparisonOperator.Less => [below],
            ComparisonOperator.LessOrEqual => [(first, floor)],
            ComparisonOperator.Greater => [above],
            ComparisonOperator.GreaterOrEqual => [(isExact ? floor : floor + 1, last)],
            ComparisonOperator.NotEqual => [below, above],
            _ => isExact ? [(floor, floor)] : [],
        };
        return [.. ranges.Select(range => (From: Int128.Max(range.From, first), To: Int128.Min(range.To, last)))
            .Where(range => range.From <= range.To)
            .Select(range => new WholeRange((long)range.From, (long)range.To))];
    }

    private static (Int128 Floor, bool IsExact) FloorOf(decimal number) =>
        ((Int128)decimal.Floor(number), decimal.Floor(number) == number);

    private static ComparisonOperator Opposite(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => ComparisonOperator.NotEqual,
        ComparisonOperator.NotEqual => ComparisonOperator.Equal,
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        _ => ComparisonOperator.Less,
    };

    private ColumnShape? Column(string name, string field)
    {
        var column = _shape.Find(name);
        if (column is null)
        {
            Fault(QueryFaultCode.ColumnUnknown, $"{field}.column", "Name a declared column of the dataset.");
        }

        return column;
    }

    private AnyOf Fault(QueryFaultCode code, string field, string message)
    {
        _faults.Add(new QueryFault(code, field, message));
        return FilterForm.Never;
    }
}
