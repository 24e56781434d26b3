using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Memory beside the runtime's heap that one store's queries use one after the other: to take it from the
/// system anew costs as much as to fill it.</summary>
internal sealed unsafe class SlabPool : IDisposable
{
    /// <summary>The size of a slab.</summary>
    public const int SlabBytes = 1 << 20;

    /// <summary>How many slabs wait for the next query at most: 256 MiB.</summary>
    private const int IdleMax = 256;

    private readonly ConcurrentBag<nint> _idle = [];

    /// <summary>Takes a slab, not cleared.</summary>
    public nint Take() => _idle.TryTake(out var slab) ? slab : (nint)NativeMemory.Alloc(SlabBytes);

    /// <summary>Gives a slab back.</summary>
    public void Return(nint slab)
    {
        if (_idle.Count < IdleMax)
        {
            _idle.Add(slab);
        }
        else
        {
            NativeMemory.Free((void*)slab);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var slab))
        {
            NativeMemory.Free((void*)slab);
        }
    }
}
