using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>The functions that the engine is given: each takes whole vectors by pointer, and none can fail on a value.
/// </summary>
/// <remarks>
/// <c>fed_order(text, seed)</c> is <see cref="OrderHash"/>. <c>fed_note_…(query, place, unit, id)</c> collects a record
/// and is false. <c>fed_kept(query, place)</c> is 1 for a row that was chosen, else 0. A query that is over has nothing
/// of each. <c>fed_grid(number, …)</c> is <see cref="GridRule.Apply"/>, whose rule is the same for all rows.
/// </remarks>
internal static unsafe class EngineFunctions
{
    /// <summary>The hash of a text under a seed.</summary>
    public const string OrderHash = "fed_order";

    /// <summary>Whether a row was chosen, as a number: the engine takes rows by a comparison without a branch, and by a
    /// truth value with one that no processor can foresee.</summary>
    public const string Kept = "fed_kept";

    /// <summary>The grid index of a number, by a rule: lower, upper, step, cells; index of NULL, of NaN, of ±Inf.
    /// </summary>
    public const string Grid = "fed_grid";

    /// <summary>Collects a record whose unit and id are texts, or whole numbers.</summary>
    public static string Note(bool isUnitText, bool isRecordText) =>
        $"fed_note_{(isUnitText ? 't' : 'n')}{(isRecordText ? 't' : 'n')}";

    /// <summary>Gives them to the database of a connection, for as long as it is open.</summary>
    public static void Register(DuckDBConnection connection, ChoiceBook book)
    {
        const DuckDBType whole = DuckDBType.BigInt, text = DuckDBType.Varchar, truth = DuckDBType.Boolean;
        const DuckDBType real = DuckDBType.Double;
        Register(connection, book, OrderHash, &Order, Ways.Plain, whole, text, whole);
        Register(connection, book, Kept, &Keep, Ways.Plain, DuckDBType.TinyInt, whole, whole);
        Register(connection, book, Grid, &Place, Ways.SeesNull,
            whole, real, real, real, real, whole, whole, whole, whole);
        foreach (var (isUnitText, isRecordText) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            Register(connection, book, Note(isUnitText, isRecordText), &Collect, Ways.SeesNull | Ways.OnceARow,
                truth, whole, whole, isUnitText ? text : whole, isRecordText ? text : whole);
        }
    }

    private static void Register(
        DuckDBConnection connection, ChoiceBook book, string name,
        delegate* unmanaged[Cdecl]<nint, nint, nint, void> callback, Ways ways,
        DuckDBType result, params DuckDBType[] parameters)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            foreach (var parameter in parameters)
            {
                using var type = NativeMethods.LogicalType.DuckDBCreateLogicalType(parameter);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
            }

            using var returned = NativeMethods.LogicalType.DuckDBCreateLogicalType(result);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, returned);
            if (ways.HasFlag(Ways.OnceARow))
            {
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetVolatile(function);
            }

            if (ways.HasFlag(Ways.SeesNull))
            {
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetSpecialHandling(function);
            }

            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, callback);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(
                function, GCHandle.ToIntPtr(GCHandle.Alloc(book)), &Release);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function)
                != DuckDBState.Success)
            {
                throw new StoreUnavailableException("The engine does not take the functions of a store.");
            }
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Order(nint info, nint chunk, nint output)
    {
        using var columns = new DuckDBDataChunk(chunk);
        var (texts, seeds) = (new EngineVector(columns, 0), new EngineVector(columns, 1));
        var hashes = (long*)NativeMethods.Vectors.DuckDBVectorGetData(output);
        var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(columns);
        for (var row = 0; row < count; row++)
        {
            if (texts.IsNull(row) || seeds.IsNull(row))
            {
                NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(output);
                NativeMethods.Vectors.DuckDBVectorGetValidity(output)[row >> 6] &= ~(1UL << (row & 63));
            }
            else
            {
                hashes[row] = Stores.OrderHash.Of(texts.TextAt(row), seeds.Wholes[row]);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Keep(nint info, nint chunk, nint output)
    {
        using var columns = new DuckDBDataChunk(chunk);
        var places = new EngineVector(columns, 1).Wholes;
        var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(columns);
        var kept = new Span<bool>(NativeMethods.Vectors.DuckDBVectorGetData(output), count);
        kept.Clear();
        if (count > 0)
        {
            BookOf(info).MarksOf(*new EngineVector(columns, 0).Wholes)?.Has(new(places, count), kept);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Collect(nint info, nint chunk, nint output)
    {
        using var columns = new DuckDBDataChunk(chunk);
        var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(columns);
        new Span<byte>(NativeMethods.Vectors.DuckDBVectorGetData(output), count).Clear();
        if (count > 0)
        {
            BookOf(info).CollectorOf(*new EngineVector(columns, 0).Wholes)?.Note(
                new EngineVector(columns, 1), new EngineVector(columns, 2), new EngineVector(columns, 3), count);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Place(nint info, nint chunk, nint output)
    {
        using var columns = new DuckDBDataChunk(chunk);
        var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(columns);
        if (count > 0)
        {
            GridIndexes.Write(columns, output, count);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint book) => GCHandle.FromIntPtr(book).Free();

    private static ChoiceBook BookOf(nint info) => (ChoiceBook)GCHandle.FromIntPtr(
        NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;

    /// <summary>What the engine must know of a function.</summary>
    [Flags]
    private enum Ways
    {
        /// <summary>NULL in is NULL out, and one call may stand for many.</summary>
        Plain = 0,

        /// <summary>NULL comes by, too.</summary>
        SeesNull = 1,

        /// <summary>It runs once a row, whatever the rows hold.</summary>
        OnceARow = 2,
    }
}
