using System.Runtime.InteropServices;

namespace Federation.Curation.Duplicates;

/// <summary>Reads a sorted run record by record.</summary>
internal sealed class RunReader(ISpill spill, int run)
{
    /// <summary>How many records are read and written at once.</summary>
    public const int RecordsAtOnce = 4096;

    private readonly ulong[] _records = new ulong[2 * RecordsAtOnce];
    private long _position;
    private int _count;
    private int _next;

    /// <summary>The key of the record that was read last.</summary>
    public ulong Key { get; private set; }

    /// <summary>Its value.</summary>
    public ulong Value { get; private set; }

    /// <summary>Reads the next record, if there is one.</summary>
    public bool MoveNext()
    {
        if (_next == _count)
        {
            var bytes = spill.Read(run, _position, MemoryMarshal.AsBytes(_records.AsSpan()));
            (_position, _count, _next) = (_position + bytes, bytes / (2 * sizeof(ulong)), 0);
            if (_count == 0)
            {
                return false;
            }
        }

        (Key, Value) = (_records[2 * _next], _records[(2 * _next) + 1]);
        _next++;
        return true;
    }
}
