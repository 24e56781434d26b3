using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>What one thread noted of a query's records, by partition.</summary>
internal sealed unsafe class RecordShard : IDisposable
{
    private const int BlockRows = 256;

    /// <summary>How far beyond an entry memory is asked for: the next line that its partition writes to.</summary>
    private const int AheadBytes = 96;

    private const int TextBlockBytes = 4_096;
    private readonly RecordForm _form;
    private readonly NativeArena _arena;
    private readonly Partition[] _partitions;
    private readonly TextEnd[] _texts;

    /// <summary>Begins with nothing.</summary>
    public RecordShard(RecordForm form, SlabPool pool, MemoryBudget budget)
    {
        (_form, _arena) = (form, new NativeArena(pool, budget));
        _partitions = new Partition[form.PartitionsCount];
        _texts = form.IsUnitText ? new TextEnd[form.PartitionsCount] : [];
    }

    /// <summary>How many rows came by, those of no unit included.</summary>
    public long RowsCount { get; private set; }

    /// <summary>Whether all that came by was noted: memory was enough.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Notes the records of a vector; those of no unit are left out.</summary>
    public void Note(EngineVector places, EngineVector units, EngineVector records, int count)
    {
        RowsCount += count;
        if (!IsWhole)
        {
            return;
        }

        if (_form.IsUnitText)
        {
            for (var row = 0; row < count && IsWhole; row++)
            {
                if (!units.IsNull(row))
                {
                    NoteText(places.Wholes[row], units.TextAt(row), records, row);
                }
            }
        }
        else
        {
            NoteWholes(places, units, records, count);
        }
    }

    /// <summary>The runs of entries of a partition, the last first.</summary>
    public void AddRuns(int partition, List<(nint Start, int Count)> runs)
    {
        ref var part = ref _partitions[partition];
        var end = part.Next;
        for (var block = BlockOf(part); block is not null; block = block->Before)
        {
            var start = (RecordEntry*)(block + 1);
            runs.Add(((nint)start, (int)(end - start)));
            end = block->Before is null ? null : (RecordEntry*)(block->Before + 1) + BlockRows;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();

    private void NoteWholes(EngineVector places, EngineVector units, EngineVector records, int count)
    {
        var (form, partitions) = (_form, _partitions);
        long* rowOf = places.Wholes, unitOf = units.Wholes, recordOf = records.Wholes;
        var (isDense, isText) = (units.IsDense, form.IsRecordText);
        var isEachKnown = isText || records.IsDense;
        for (var row = 0; row < count; row++)
        {
            if (!isDense && units.IsNull(row))
            {
                continue;
            }

            var unit = unitOf[row];
            ref var part = ref partitions[form.PartitionOf(form.Spread(unit))];
            if (part.Next == part.End && !Grow(ref part))
            {
                return;
            }

            var entry = part.Next++;
            entry->Unit = unit;
            entry->Record = isText
                ? OrderHash.Of(records.TextAt(row), OrderHash.Of(unit, form.Seed)) : recordOf[row];
            entry->Place = new RecordPlace(rowOf[row], !isEachKnown && records.IsNull(row));
            if (Sse.IsSupported)
            {
                Sse.Prefetch0((byte*)entry + AheadBytes);
            }
        }
    }

    private void NoteText(long place, ReadOnlySpan<byte> unit, EngineVector records, int row)
    {
        var seed = OrderHash.Of(unit, _form.Seed);
        var partition = _form.PartitionOf((ulong)seed);
        var entry = Next(partition);
        var text = entry is null ? null : NextText(partition, UnitText.SizeOf(unit));
        if (text is null)
        {
            IsWhole = false;
            return;
        }

        UnitText.Write(text, seed, unit);
        entry->Unit = (nint)text;
        entry->Record = _form.IsRecordText ? OrderHash.Of(records.TextAt(row), seed) : records.Wholes[row];
        entry->Place = new RecordPlace(place, !_form.IsRecordText && records.IsNull(row));
    }

    private RecordEntry* Next(int partition)
    {
        ref var part = ref _partitions[partition];
        return part.Next != part.End || Grow(ref part) ? part.Next++ : null;
    }

    private bool Grow(ref Partition part)
    {
        var block = (Block*)_arena.Take(sizeof(Block) + (BlockRows * sizeof(RecordEntry)));
        if (block is null)
        {
            IsWhole = false;
            return false;
        }

        block->Before = BlockOf(part);
        part.Next = (RecordEntry*)(block + 1);
        part.End = part.Next + BlockRows;
        return true;
    }

    private byte* NextText(int partition, int bytes)
    {
        ref var part = ref _texts[partition];
        if (bytes > TextBlockBytes)
        {
            return _arena.Take(bytes);
        }

        if (part.End - part.Next < bytes)
        {
            part.Next = _arena.Take(TextBlockBytes);
            if (part.Next is null)
            {
                part.End = null;
                return null;
            }

            part.End = part.Next + TextBlockBytes;
        }

        var text = part.Next;
        part.Next += bytes;
        return text;
    }

    /// <summary>The block that a partition writes to: it ends where the room for entries ends.</summary>
    private static Block* BlockOf(in Partition part) =>
        part.End is null ? null : (Block*)(part.End - BlockRows) - 1;

    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public Block* Before;
    }

    /// <summary>Where entries go: 16 bytes, so that those of all partitions fit the nearest cache.</summary>
    private struct Partition
    {
        public RecordEntry* Next;
        public RecordEntry* End;
    }

    private struct TextEnd
    {
        public byte* Next;
        public byte* End;
    }
}
