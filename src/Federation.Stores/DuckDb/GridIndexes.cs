using DuckDB.NET.Native;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>Grid indexes of a whole vector at once: what the engine's own expressions take eight steps for.</summary>
internal static unsafe class GridIndexes
{
    /// <summary>Applies the rule that stands in the first row to all numbers.</summary>
    /// <param name="columns">Numbers, and the parts of the rule.</param>
    /// <param name="output">Where the indexes go.</param>
    /// <param name="count">How many rows there are, at least one.</param>
    public static void Write(DuckDBDataChunk columns, nint output, int count)
    {
        var numbers = new EngineVector(columns, 0);
        var rule = new GridRule(
            *new EngineVector(columns, 1).Reals, *new EngineVector(columns, 2).Reals,
            *new EngineVector(columns, 3).Reals, *new EngineVector(columns, 4).Wholes,
            Index(columns, 5), Index(columns, 6), Index(columns, 7));
        var (lower, upper, step, last) = (rule.Lower, rule.Upper, rule.Step, rule.Cells);
        var number = numbers.Reals;
        var index = (long*)NativeMethods.Vectors.DuckDBVectorGetData(output);
        var isDense = numbers.IsDense;
        for (var row = 0; row < count; row++)
        {
            var value = number[row];
            if (value >= lower && value <= upper && (isDense || !numbers.IsNull(row)))
            {
                index[row] = Math.Min(last, (long)Math.Floor(((value - lower) / step) + 0.5));
            }
            else if (rule.Apply(numbers.IsNull(row) ? null : value) is { } other)
            {
                index[row] = other;
            }
            else
            {
                NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(output);
                NativeMethods.Vectors.DuckDBVectorGetValidity(output)[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }

    private static long? Index(DuckDBDataChunk columns, int column)
    {
        var vector = new EngineVector(columns, column);
        return vector.IsNull(0) ? null : *vector.Wholes;
    }
}
