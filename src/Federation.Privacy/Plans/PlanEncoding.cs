using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Federation.Answers;
using Federation.Privacy.Schemas;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Plans;

/// <summary>Writes a plan as bytes, injectively: every field is fixed in size or preceded by its length.</summary>
internal static class PlanEncoding
{
    private const string Version = "federation.plan.v1";
    private const string SubjectVersion = "federation.subject.v1";

    /// <summary>The plan with its noise: equal where the releases have the same law.</summary>
    public static byte[] Encode(BoundedPlan plan) => Encode(plan, isPrecise: true);

    /// <summary>The plan without the scales of its noise: equal where the exact integers are the same, at any
    /// precision.</summary>
    public static byte[] EncodeSubject(BoundedPlan plan) => Encode(plan, isPrecise: false);

    private static byte[] Encode(BoundedPlan plan, bool isPrecise)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, isPrecise ? Version : SubjectVersion);
        WriteTable(output, plan);
        Write(output, plan.Components.Count);
        foreach (var component in plan.Components)
        {
            WriteComponent(output, component, plan.Shape);
            WriteNoise(output, component.Noise, component.Cost, isPrecise);
        }

        foreach (var quantile in plan.Quantiles) // None, as all that ends the bytes, are told from one by its length.
        {
            WriteColumn(output, quantile.Column, plan.Shape);
            WriteNoise(output, quantile.Noise, quantile.Cost, isPrecise);
            WriteQuantile(output, quantile);
        }

        WriteGroupsPerUnit(output, plan);
        if (plan.Selection is { } selection)
        {
            WriteSelection(output, selection, isPrecise);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>The filter alone, as a sort key and to find what is repeated.</summary>
    public static byte[] EncodeFilter(PlanFilter filter, DatasetShape shape)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteFilter(output, filter, shape);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteTable(ArrayBufferWriter<byte> output, BoundedPlan plan)
    {
        var shape = plan.Shape;
        Write(output, shape.Dataset);
        Write(output, shape.Lineage);
        Write(output, shape.Epoch);
        Write(output, shape.UnitColumn);
        Write(output, shape.RecordIdColumn);
        Write(output, shape.RecordsPerUnitBound);
        WriteFilter(output, plan.Filter, shape);
        Write(output, plan.Groups.Count);
        foreach (var group in plan.Groups)
        {
            Write(output, group.Column);
            WriteGroup(output, group, shape);
        }
    }

    private static void WriteComponent(
        ArrayBufferWriter<byte> output, PlanComponent component, DatasetShape shape)
    {
        Write(output, (long)component.Kind);
        WriteColumn(output, component.Column, shape);
        if (component.Kind == ComponentKind.CountDistinct)
        {
            Write(output, (long)shape.Find(component.Column!)!.Kind);
            Write(output, shape.DistinctPerUnitBound(shape.Find(component.Column!)!));
        }
    }

    private static void WriteGroupsPerUnit(ArrayBufferWriter<byte> output, BoundedPlan plan)
    {
        if (plan.GroupsPerUnit is { } groupsPerUnit)
        {
            Write(output, -7); // No length of a name is below −1.
            Write(output, groupsPerUnit);
        }
    }

    private static void WriteFilter(ArrayBufferWriter<byte> output, PlanFilter filter, DatasetShape shape)
    {
        switch (filter)
        {
            case AllOf all:
                WriteOperands(output, 1, all.Operands, shape);
                break;
            case AnyOf any:
                WriteOperands(output, 2, any.Operands, shape);
                break;
            case GridRanges grid:
                Write(output, 3);
                WriteColumn(output, grid.Column, shape);
                WriteRanges(output, grid.Ranges);
                break;
            case IntegerRanges integers:
                Write(output, 4);
                Write(output, integers.Column);
                WriteRanges(output, integers.Ranges);
                break;
            case ValueSet set:
                Write(output, set.IsNegated ? 6 : 5);
                Write(output, set.Column);
                WriteValues(output, set.Values);
                break;
            case NullTest test:
                Write(output, test.IsNegated ? 8 : 7);
                Write(output, test.Column);
                break;
            default:
                throw new ArgumentException("The filter is of an unknown kind.", nameof(filter));
        }
    }

    private static void WriteOperands(
        ArrayBufferWriter<byte> output, long tag, IReadOnlyList<PlanFilter> operands, DatasetShape shape)
    {
        Write(output, tag);
        Write(output, operands.Count);
        foreach (var operand in operands)
        {
            WriteFilter(output, operand, shape);
        }
    }

    /// <summary>The column with its kind, grid and treatments: another grid is another question.</summary>
    private static void WriteColumn(ArrayBufferWriter<byte> output, string? column, DatasetShape shape)
    {
        Write(output, column);
        if (column is not null && shape.Find(column) is { Bounds: { } bounds } declared)
        {
            Write(output, (long)declared.Kind);
            Write(output, bounds.Lower);
            Write(output, bounds.Upper);
            Write(output, bounds.Step);
            Write(output, (long)declared.OnNull);
            Write(output, (long)declared.OnNaN);
            Write(output, (long)declared.OnInfinity);
        }
    }

    private static void WriteRanges(ArrayBufferWriter<byte> output, IReadOnlyList<WholeRange> ranges)
    {
        Write(output, ranges.Count);
        foreach (var range in ranges)
        {
            Write(output, range.From);
            Write(output, range.To);
        }
    }

    private static void WriteValues(ArrayBufferWriter<byte> output, IReadOnlyList<DomainValue> values)
    {
        Write(output, values.Count);
        foreach (var value in values)
        {
            Write(output, (long)value.Kind);
            Write(output, value.ToString());
        }
    }

    /// <summary>Values begin with their number, so a number below zero tells bins apart.</summary>
    private static void WriteGroup(ArrayBufferWriter<byte> output, PlanGroup group, DatasetShape shape)
    {
        if (group.Keys is { } keys)
        {
            Write(output, -3);
            Write(output, (long)shape.Find(group.Column)!.Kind);
            Write(output, keys.BytesMax);
            return;
        }

        if (!group.IsBinned)
        {
            WriteValues(output, group.Values);
            return;
        }

        Write(output, group.Starts.Count > 0 ? -2 : -1);
        WriteColumn(output, group.Column, shape);
        Write(output, group.Starts.Count > 0 ? group.Starts.Count : group.BinSteps);
        foreach (var start in group.Starts)
        {
            Write(output, start);
        }
    }

    /// <summary>Its kind; where the precision matters, its scale and what it costs, too.</summary>
    private static void WriteNoise(
        ArrayBufferWriter<byte> output, NoiseDistribution noise, PrivacyCost cost, bool isPrecise)
    {
        Write(output, (long)noise.Kind);
        if (isPrecise)
        {
            Write(output, noise.ScaleNumerator);
            Write(output, noise.ScaleDenominator);
            WriteCost(output, cost);
        }
    }

    private static void WriteSelection(ArrayBufferWriter<byte> output, KeySelection selection, bool isPrecise)
    {
        Write(output, -8);
        Write(output, selection.UnitsMin);
        if (isPrecise)
        {
            Write(output, selection.Weights.Count);
            foreach (var parameter in selection.Parameters)
            {
                Write(output, parameter);
            }
        }
    }

    private static void WriteQuantile(ArrayBufferWriter<byte> output, PlanQuantile quantile)
    {
        if (quantile is SelectedQuantile selected)
        {
            Write(output, selected.Fraction.Numerator);
            Write(output, selected.Fraction.Denominator);
            return;
        }

        var levels = ((QuantileTree)quantile).LevelSteps;
        Write(output, -levels.Count); // Below zero, as no numerator is.
        foreach (var steps in levels)
        {
            Write(output, steps);
        }
    }

    /// <summary>ε, or, where none bounds it, ρ after the number that says so.</summary>
    private static void WriteCost(ArrayBufferWriter<byte> output, PrivacyCost cost)
    {
        Write(output, cost.EpsilonMicros);
        if (cost.EpsilonMicros == PrivacyCost.Unbounded)
        {
            Write(output, cost.RhoMicros);
        }
    }

    /// <summary>Grids have at most 12 decimals and trailing zeros are left out: 1.0 and 1 give the same
    /// bytes.</summary>
    private static void Write(ArrayBufferWriter<byte> output, decimal value) =>
        Write(output, value.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture));

    private static void Write(ArrayBufferWriter<byte> output, string? text)
    {
        if (text is null)
        {
            Write(output, -1);
            return;
        }

        Write(output, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void Write(ArrayBufferWriter<byte> output, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), number);
        output.Advance(sizeof(long));
    }
}
