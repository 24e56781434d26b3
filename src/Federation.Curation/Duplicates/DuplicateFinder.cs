using System.Runtime.InteropServices;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Finds near-duplicates in a dataset of any size: keys of minima propose pairs, the exact Jaccard similarity decides.
/// </summary>
/// <remarks>
/// <para>Incremental: documents may be added after a search; the next one looks at the pairs that are new.</para>
/// <para>Clusters do not depend on the order of documents, nor on when searches were made in between.</para>
/// <para>Memory: some 50 bytes a document and the records that are sorted at once; the rest is spilled.</para>
/// </remarks>
public sealed class DuplicateFinder
{
    private readonly DuplicateOptions _options;
    private readonly Shingler _shingler;
    private readonly MinHash _minHash;
    private readonly ulong[] _keys;
    private readonly DocumentStore _documents;
    private readonly RecordSorter _bands;
    private readonly RecordSorter _candidates;
    private readonly UnionFind _joined = new();
    private readonly ShingleSet _set = new();

    /// <summary>Documents of the same shingles, since the last search: the first stands for all.</summary>
    private readonly Dictionary<UInt128, int> _twins = [];

    /// <summary>The twin before, or -1, for every document; only a first one has keys.</summary>
    private readonly List<int> _twinBefore = [];
    private readonly Dictionary<int, int> _lastTwin = [];
    private int _searched;

    /// <summary>Makes an empty finder.</summary>
    /// <param name="options">What counts as a near-duplicate.</param>
    /// <param name="spill">Where shingles and what does not fit in memory go.</param>
    public DuplicateFinder(DuplicateOptions options, ISpill spill)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spill);
        var banding = Banding.For(options.ThresholdMicros);
        (_options, _shingler, _minHash) = (options, new Shingler(options.Kind), new MinHash(banding));
        (_keys, _documents) = (new ulong[banding.Bands], new DocumentStore(spill));
        _bands = new RecordSorter(spill, options.RecordsInMemory);
        _candidates = new RecordSorter(spill, options.RecordsInMemory);
    }

    /// <summary>How many documents were added.</summary>
    public int Count => _documents.Count;

    /// <summary>Adds a document. Texts without a word or character are alike to nothing.</summary>
    public void Add(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        Add(id, _shingler.Read(text));
    }

    /// <summary>Every document in the order of adding, as <see cref="Restore"/> takes it.</summary>
    /// <exception cref="InvalidOperationException">Documents were added since the last search.</exception>
    public IEnumerable<SeenDocument> Seen()
    {
        if (_searched != Count)
        {
            throw new InvalidOperationException("Documents were added since the last search.");
        }

        for (var document = 0; document < Count; document++)
        {
            yield return new SeenDocument(
                _documents.Id(document), _joined.Root(document), _documents.ShinglesInMemory(document));
        }
    }

    /// <summary>
    /// Adds documents that another finder of the same options has searched, all of them and in its order: searches then
    /// go on as its own would.
    /// </summary>
    /// <param name="documents">What <see cref="Seen"/> gave.</param>
    /// <exception cref="InvalidOperationException">The finder is not empty.</exception>
    /// <exception cref="ArgumentException">A document is joined with one that comes after it.</exception>
    public void Restore(IEnumerable<SeenDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (Count > 0)
        {
            throw new InvalidOperationException("The finder is not empty.");
        }

        foreach (var document in documents)
        {
            Add(document.Id, document.Shingles.Span);
            if (document.Root < 0 || document.Root >= Count)
            {
                throw new ArgumentException("A document is joined with one that comes after it.", nameof(documents));
            }

            _joined.Join(document.Root, Count - 1);
        }

        Forget();
    }

    private void Add(string id, ReadOnlySpan<ulong> shingles)
    {
        var document = Count;
        _documents.Add(id, shingles);
        _joined.Add();
        _twinBefore.Add(-1);
        if (shingles.IsEmpty)
        {
            return;
        }

        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_twins, SetOf(shingles), out var isTwin);
        if (isTwin)
        {
            _twinBefore[document] = _lastTwin.GetValueOrDefault(first, first);
            _lastTwin[first] = document;
            _joined.Join(first, document);
            return;
        }

        first = document;
        _minHash.Keys(shingles, _keys);
        foreach (var key in _keys)
        {
            _bands.Add(key, (ulong)document);
        }
    }

    /// <summary>Finds the pairs that were not there at the last search, and joins their documents.</summary>
    /// <param name="found">Takes each pair, by the place of its first document.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public void Find(Action<DuplicatePair> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        Propose(cancellationToken);
        var decided = (First: -1, Second: -1);
        foreach (var (pair, _) in _candidates.Sorted())
        {
            var (first, second) = ((int)(pair >> 32), (int)(uint)pair);
            if ((first, second) != decided)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (first != decided.First)
                {
                    _set.Load(_documents.Shingles(first));
                }

                decided = (first, second);
                Decide(first, second, found);
            }
        }

        foreach (var (first, last) in _lastTwin.Where(twins => twins.Key >= _searched).OrderBy(twins => twins.Key))
        {
            ReportTwins(first, last, found);
        }

        Forget();
    }

    /// <summary>All documents that searches have joined so far, with those of one cluster together.</summary>
    public IEnumerable<DuplicateCluster> Clusters()
    {
        var members = Enumerable.Range(0, Count).Where(document => _joined.Root(document) != document)
            .Select(document => (Root: _joined.Root(document), Document: document)).Order().ToList();
        for (var start = 0; start < members.Count;)
        {
            var root = members[start].Root;
            var ids = new List<string> { _documents.Id(root) };
            for (; start < members.Count && members[start].Root == root; start++)
            {
                ids.Add(_documents.Id(members[start].Document));
            }

            ids.Sort(StringComparer.Ordinal);
            yield return new DuplicateCluster(ids[0], ids[1..]);
        }
    }

    private void Propose(CancellationToken cancellationToken)
    {
        var group = new List<int>();
        var key = 0UL;
        foreach (var (next, document) in _bands.Sorted())
        {
            if (next != key && group.Count > 0)
            {
                ProposeGroup(group, cancellationToken);
            }

            key = next;
            group.Add((int)document);
        }

        ProposeGroup(group, cancellationToken);
    }

    private void ProposeGroup(List<int> group, CancellationToken cancellationToken)
    {
        group.Sort();
        for (var j = 1; j < group.Count; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < j && group[j] >= _searched; i++)
            {
                if (group[i] != group[j])
                {
                    _candidates.Add(((ulong)group[i] << 32) | (uint)group[j], 0);
                }
            }
        }

        group.Clear();
    }

    private void Decide(int first, int second, Action<DuplicatePair> found)
    {
        var (a, b) = (_documents.ShinglesOf(first), _documents.ShinglesOf(second));
        if (!IsAlike(Math.Min(a, b), Math.Max(a, b)))
        {
            return;
        }

        var shared = _set.CountIn(_documents.Shingles(second));
        var all = a + b - shared;
        if (IsAlike(shared, all))
        {
            _joined.Join(first, second);
            Report(first, second, shared, all, found);
        }
    }

    private bool IsAlike(long shared, long all) =>
        shared * DuplicateOptions.MicrosPerOne >= _options.ThresholdMicros * all;

    /// <summary>What is true of two documents is true of their twins.</summary>
    private void Report(int first, int second, int shared, int all, Action<DuplicatePair> found)
    {
        foreach (var a in WithTwins(first))
        {
            foreach (var b in WithTwins(second))
            {
                Report(found, Math.Min(a, b), Math.Max(a, b), shared, all);
            }
        }
    }

    private void ReportTwins(int first, int last, Action<DuplicatePair> found)
    {
        var shingles = _documents.ShinglesOf(first);
        for (var b = last; b != first; b = _twinBefore[b])
        {
            for (var a = _twinBefore[b]; ; a = _twinBefore[a])
            {
                Report(found, a, b, shingles, shingles);
                if (a == first)
                {
                    break;
                }
            }
        }
    }

    private void Report(Action<DuplicatePair> found, int first, int second, int shared, int all) =>
        found(new DuplicatePair(_documents.Id(first), _documents.Id(second), shared, all));

    /// <summary>A document and its twins, the last of which is kept for older documents too.</summary>
    private IEnumerable<int> WithTwins(int first)
    {
        for (var twin = _lastTwin.GetValueOrDefault(first, first); twin >= 0; twin = _twinBefore[twin])
        {
            yield return twin;
        }
    }

    private void Forget()
    {
        _candidates.Clear();
        _twins.Clear();
        _searched = Count;
    }

    /// <summary>A number that sets of the same shingles share, whatever their order.</summary>
    private static UInt128 SetOf(ReadOnlySpan<ulong> shingles)
    {
        var (sum, sumOfMixed) = (0UL, 0UL);
        foreach (var shingle in shingles)
        {
            sum += shingle;
            sumOfMixed += SpanHash.Mix(shingle);
        }

        return new UInt128(sum, sumOfMixed);
    }
}
