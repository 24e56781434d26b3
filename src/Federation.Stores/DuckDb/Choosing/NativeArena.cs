using System.Runtime.InteropServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Memory beside the runtime's heap for one thread, taken piece by piece and given back all at once.</summary>
internal sealed unsafe class NativeArena(MemoryBudget budget) : IDisposable
{
    private const int SlabBytes = 1 << 20;
    private readonly List<nint> _slabs = [];
    private byte* _next;
    private byte* _end;

    /// <summary>Takes a piece, aligned to 4 bytes and not cleared; null where the budget is spent.</summary>
    public byte* Take(long bytes)
    {
        bytes = (bytes + 3) & ~3L;
        if (_end - _next < bytes && !Grow(bytes))
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
        foreach (var slab in _slabs)
        {
            NativeMemory.Free((void*)slab);
        }

        _slabs.Clear();
        _next = _end = null;
    }

    private bool Grow(long bytes)
    {
        var size = Math.Max(bytes, SlabBytes);
        if (!budget.TryTake(size))
        {
            return false;
        }

        _next = (byte*)NativeMemory.Alloc((nuint)size);
        _end = _next + size;
        _slabs.Add((nint)_next);
        return true;
    }
}
