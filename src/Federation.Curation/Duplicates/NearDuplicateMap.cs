using System.Globalization;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Which texts of a dataset are near-duplicates of one another: each in its own way of comparing, Chinese by
/// characters and other languages by words. Built once; knows texts by a digest and holds none.
/// </summary>
/// <remarks>Memory: some 50 bytes a distinct text, and while it is built those of a <see cref="DuplicateFinder"/>.
/// </remarks>
public sealed class NearDuplicateMap
{
    private readonly Dictionary<UInt128, int> _clusters = [];
    private readonly Dictionary<ShingleKind, DuplicateFinder> _finders = [];
    private readonly TextKey _key = new();
    private bool _isFinished;

    /// <summary>Makes an empty map.</summary>
    /// <param name="thresholdMicros">The least Jaccard similarity, in millionths.</param>
    /// <param name="spill">Where what does not fit in memory goes, until the map is finished.</param>
    public NearDuplicateMap(int thresholdMicros, ISpill spill)
    {
        foreach (var kind in Enum.GetValues<ShingleKind>())
        {
            var options = new DuplicateOptions { Kind = kind, ThresholdMicros = thresholdMicros };
            _finders[kind] = new DuplicateFinder(options, spill);
        }
    }

    private NearDuplicateMap() => _isFinished = true;

    /// <summary>What a finished map knows: a digest of each text, and the number that alike ones share.</summary>
    /// <exception cref="InvalidOperationException">The map is not finished.</exception>
    public IReadOnlyDictionary<UInt128, int> Clusters =>
        _isFinished ? _clusters : throw new InvalidOperationException("The map is not finished.");

    /// <summary>A finished map of what another one knew.</summary>
    public static NearDuplicateMap Of(IEnumerable<KeyValuePair<UInt128, int>> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        var map = new NearDuplicateMap();
        foreach (var (key, cluster) in clusters)
        {
            map._clusters[key] = cluster;
        }

        return map;
    }

    /// <summary>Adds a text; one that says the same as an earlier one changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The map is finished.</exception>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_isFinished)
        {
            throw new InvalidOperationException("The map is finished.");
        }

        var number = _clusters.Count;
        if (_clusters.TryAdd(_key.Of(text), number))
        {
            _finders[ShingleVote.Of(text)].Add(number.ToString("D10", CultureInfo.InvariantCulture), text);
        }
    }

    /// <summary>Joins what is alike; after it, texts may be asked for.</summary>
    public void Finish(CancellationToken cancellationToken)
    {
        var firstOf = new Dictionary<int, int>();
        foreach (var finder in _finders.Values)
        {
            finder.Find(_ => { }, cancellationToken);
            foreach (var cluster in finder.Clusters())
            {
                foreach (var dropped in cluster.Dropped)
                {
                    firstOf[NumberOf(dropped)] = NumberOf(cluster.Kept);
                }
            }
        }

        foreach (var (key, number) in _clusters.ToList())
        {
            _clusters[key] = firstOf.GetValueOrDefault(number, number);
        }

        _finders.Clear();
        _isFinished = true;
    }

    /// <summary>The number that near-duplicates share; null for a text that was not added.</summary>
    internal int? ClusterOf(UInt128 key) => _clusters.TryGetValue(key, out var cluster) ? cluster : null;

    private static int NumberOf(string id) => int.Parse(id, CultureInfo.InvariantCulture);
}
