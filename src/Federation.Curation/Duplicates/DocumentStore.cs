using System.Runtime.InteropServices;
using System.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Keeps the shingles and the id of every document where the host spills; in memory, where they begin.
/// </summary>
internal sealed class DocumentStore
{
    private readonly ISpill _spill;
    private readonly int _run;
    private readonly List<long> _starts = [0];
    private readonly List<int> _shingles = [];
    private ulong[] _buffer = [];

    public DocumentStore(ISpill spill)
    {
        _spill = spill;
        _run = spill.Open();
    }

    /// <summary>How many documents.</summary>
    public int Count => _shingles.Count;

    /// <summary>How many distinct shingles a document has.</summary>
    public int ShinglesOf(int document) => _shingles[document];

    /// <summary>Adds a document.</summary>
    public void Add(string id, ReadOnlySpan<ulong> shingles)
    {
        var name = Encoding.UTF8.GetBytes(id);
        _spill.Append(_run, MemoryMarshal.AsBytes(shingles));
        _spill.Append(_run, name);
        _starts.Add(_starts[^1] + (shingles.Length * sizeof(ulong)) + name.Length);
        _shingles.Add(shingles.Length);
    }

    /// <summary>The shingles of a document; good until the next call.</summary>
    public ReadOnlySpan<ulong> Shingles(int document) => ShinglesInMemory(document).Span;

    /// <summary>The same, for longer than a stack frame.</summary>
    public ReadOnlyMemory<ulong> ShinglesInMemory(int document)
    {
        var count = _shingles[document];
        if (_buffer.Length < count)
        {
            _buffer = new ulong[Math.Max(count, 2 * _buffer.Length)];
        }

        var shingles = _buffer.AsMemory(0, count);
        Read(_starts[document], MemoryMarshal.AsBytes(shingles.Span));
        return shingles;
    }

    /// <summary>The id of a document.</summary>
    public string Id(int document)
    {
        var start = _starts[document] + ((long)_shingles[document] * sizeof(ulong));
        var name = new byte[_starts[document + 1] - start];
        Read(start, name);
        return Encoding.UTF8.GetString(name);
    }

    private void Read(long position, Span<byte> into)
    {
        if (_spill.Read(_run, position, into) != into.Length)
        {
            throw new InvalidOperationException("What was spilled came back shorter than it was.");
        }
    }
}
