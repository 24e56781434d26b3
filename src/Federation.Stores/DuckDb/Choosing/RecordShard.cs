using System.Runtime.InteropServices;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>What one thread noted of a query's records, by partition.</summary>
internal sealed unsafe class RecordShard : IDisposable
{
    private const int BlockRows = 512;
    private const int TextBlockBytes = 8_192;
    private readonly RecordForm _form;
    private readonly NativeArena _arena;
    private readonly Partition[] _partitions;

    /// <summary>Begins with nothing.</summary>
    public RecordShard(RecordForm form, SlabPool pool, MemoryBudget budget)
    {
        (_form, _arena) = (form, new NativeArena(pool, budget));
        _partitions = new Partition[form.PartitionsCount];
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
        for (var block = part.Block; block is not null; block = block->Before)
        {
            var start = (RecordEntry*)(block + 1);
            runs.Add(((nint)start, block == part.Block ? (int)(part.Next - start) : BlockRows));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();

    private void NoteWholes(EngineVector places, EngineVector units, EngineVector records, int count)
    {
        var (form, isText) = (_form, _form.IsRecordText);
        for (var row = 0; row < count; row++)
        {
            if (units.IsNull(row))
            {
                continue;
            }

            var unit = units.Wholes[row];
            var entry = Next(form.PartitionOf(form.Spread(unit)));
            if (entry is null)
            {
                return;
            }

            entry->Unit = unit;
            entry->Record = isText
                ? OrderHash.Of(records.TextAt(row), OrderHash.Of(unit, form.Seed)) : records.Wholes[row];
            entry->SetPlace(places.Wholes[row], !isText && records.IsNull(row));
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
        entry->SetPlace(place, !_form.IsRecordText && records.IsNull(row));
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

        block->Before = part.Block;
        part.Block = block;
        part.Next = (RecordEntry*)(block + 1);
        part.End = part.Next + BlockRows;
        return true;
    }

    private byte* NextText(int partition, int bytes)
    {
        ref var part = ref _partitions[partition];
        if (bytes > TextBlockBytes)
        {
            return _arena.Take(bytes);
        }

        if (part.TextEnd - part.Text < bytes)
        {
            part.Text = _arena.Take(TextBlockBytes);
            if (part.Text is null)
            {
                part.TextEnd = null;
                return null;
            }

            part.TextEnd = part.Text + TextBlockBytes;
        }

        var text = part.Text;
        part.Text += bytes;
        return text;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public Block* Before;
    }

    private struct Partition
    {
        public Block* Block;
        public RecordEntry* Next;
        public RecordEntry* End;
        public byte* Text;
        public byte* TextEnd;
    }
}
