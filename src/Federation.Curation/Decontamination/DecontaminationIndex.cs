namespace Federation.Curation.Decontamination;

/// <summary>
/// Evaluation items to keep out of training texts: a document is contaminated that shares 13 words or 30 Chinese
/// characters in a row with one, in any case and width, with at most one edit among them.
/// </summary>
/// <remarks>
/// <para>A seed of 4 words or 10 characters finds the places; wherever the edit is, one side of it holds a seed. From
/// there both texts are followed to both sides.</para>
/// <para>An item of fewer than 13 words counts when all of it is there, from 8 words or 19 characters on.</para>
/// <para>After the last item was added, any number of threads may search with a <see cref="ContaminationSearch"/>
/// each.</para>
/// </remarks>
public sealed class DecontaminationIndex
{
    /// <summary>What an overlap weighs at least.</summary>
    internal const int FullWeight = 13 * FoldedTokens.WordWeight;

    /// <summary>What an item weighs at least.</summary>
    internal const int ItemWeightMin = 8 * FoldedTokens.WordWeight;

    /// <summary>A phrase that so many places of the items share is a form, and more places say no more.</summary>
    private const int PlacesOfSeedMax = 16;

    private readonly FoldedTokens _tokens = new();
    private readonly int _tokensMax;
    private readonly List<string> _ids = [];
    private readonly List<int> _firsts = [0];
    private readonly Dictionary<ulong, (int Last, int Count)> _seeds = [];
    private readonly List<int> _placeBefore = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<byte> _weights = [];
    private readonly List<int> _itemOf = [];

    /// <summary>Makes an empty index.</summary>
    /// <param name="tokensMax">
    /// How many words and characters all items may have together, at some 60 bytes each.
    /// </param>
    public DecontaminationIndex(int tokensMax = 4_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokensMax);
        _tokensMax = tokensMax;
    }

    /// <summary>How many items are searched for.</summary>
    public int Count => _ids.Count;

    /// <summary>How many items were too short to be told from chance.</summary>
    public int TooShortCount { get; private set; }

    /// <summary>Adds an item; one that is too short is counted and left out.</summary>
    /// <returns>False if the items are more than the index may hold: then nothing was added.</returns>
    public bool TryAdd(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        _tokens.Read(text);
        var weight = 0;
        foreach (var token in _tokens.Weights)
        {
            weight += token;
        }

        if (weight < ItemWeightMin)
        {
            TooShortCount++;
            return true;
        }

        if (_hashes.Count + (long)_tokens.Count > _tokensMax)
        {
            return false;
        }

        var first = _hashes.Count;
        _hashes.AddRange(_tokens.Hashes);
        _weights.AddRange(_tokens.Weights);
        _itemOf.AddRange(Enumerable.Repeat(_ids.Count, _tokens.Count));
        _placeBefore.AddRange(Enumerable.Repeat(-1, _tokens.Count));
        _ids.Add(id);
        _firsts.Add(_hashes.Count);
        var seeds = new SeedWindow(_tokens);
        while (seeds.MoveNext())
        {
            AddSeed(seeds.Hash, first + seeds.Start);
        }

        return true;
    }

    /// <summary>The id of an item.</summary>
    internal string Id(int item) => _ids[item];

    /// <summary>The last place of a seed, or -1.</summary>
    internal int LastPlace(ulong seed) => _seeds.TryGetValue(seed, out var places) ? places.Last : -1;

    /// <summary>The place of the same seed before, or -1.</summary>
    internal int PlaceBefore(int place) => _placeBefore[place];

    /// <summary>The item that a place is in, and its first place and end.</summary>
    internal (int Item, int First, int End) ItemAt(int place) =>
        (_itemOf[place], _firsts[_itemOf[place]], _firsts[_itemOf[place] + 1]);

    /// <summary>The hash of the token at a place.</summary>
    internal ulong HashAt(int place) => _hashes[place];

    /// <summary>The weight of the token at a place.</summary>
    internal int WeightAt(int place) => _weights[place];

    private void AddSeed(ulong seed, int place)
    {
        var (last, count) = _seeds.TryGetValue(seed, out var places) ? places : (-1, 0);
        if (count < PlacesOfSeedMax)
        {
            _placeBefore[place] = last;
            _seeds[seed] = (place, count + 1);
        }
    }
}
