using System.Runtime.InteropServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Memory beside the runtime's heap for one thread, taken piece by piece and given back all at once.</summary>
internal sealed unsafe class NativeArena(SlabPool pool, MemoryBudget budget) : IDisposable
{
    private readonly List<nint> _slabs = [];
    private readonly List<nint> _large = [];
    private byte* _next;
    private byte* _end;

    /// <summary>Takes a piece, aligned to 4 bytes and not cleared; null where the budget is spent.</summary>
    public byte* Take(long bytes)
    {
        bytes = (bytes + 3) & ~3L;
        if (bytes > SlabPool.SlabBytes)
        {
            return TakeLarge(bytes);
        }

        if (_end - _next < bytes && !Grow())
        {
            return null;
        }

        var piece = _next;
        _next += bytes;
        return piece;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slabs.ForEach(pool.Return);
        _large.ForEach(piece => NativeMemory.Free((void*)piece));
        _slabs.Clear();
        _large.Clear();
        _next = _end = null;
    }

    private byte* TakeLarge(long bytes)
    {
        if (!budget.TryTake(bytes))
        {
            return null;
        }

        var piece = (byte*)NativeMemory.Alloc((nuint)bytes);
        _large.Add((nint)piece);
        return piece;
    }

    private bool Grow()
    {
        if (!budget.TryTake(SlabPool.SlabBytes))
        {
            return false;
        }

        var slab = pool.Take();
        _slabs.Add(slab);
        _next = (byte*)slab;
        _end = _next + SlabPool.SlabBytes;
        return true;
    }
}
