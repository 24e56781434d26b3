using DuckDB.NET.Native;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>A flat vector of the engine, read in place: whole numbers of 64 bits, doubles, or texts.</summary>
/// <remarks>It is good for the one call that gave it.</remarks>
internal readonly unsafe struct EngineVector
{
    private const int TextBytes = 16;
    private const int InlineBytesMax = 12;
    private readonly byte* _data;
    private readonly ulong* _validity;

    /// <summary>Opens a column of a chunk.</summary>
    public EngineVector(DuckDBDataChunk chunk, int column)
    {
        var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
        _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    /// <summary>The whole numbers; that of a NULL is anything.</summary>
    public long* Wholes => (long*)_data;

    /// <summary>The doubles; that of a NULL is anything.</summary>
    public double* Reals => (double*)_data;

    /// <summary>Whether no value is known to be NULL.</summary>
    public bool IsDense => _validity is null;

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int row) => _validity is not null && (_validity[row >> 6] >> (row & 63) & 1) == 0;

    /// <summary>A text's bytes: a length of four bytes, then up to twelve bytes, or four and a pointer.</summary>
    public ReadOnlySpan<byte> TextAt(int row)
    {
        var text = _data + ((long)row * TextBytes);
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= InlineBytesMax ? text + 4 : *(byte**)(text + 8), length);
    }
}
