using System.Runtime.InteropServices;
using Federation.Curation.Detection;
using Federation.Curation.Views;

namespace Federation.Curation.KnownValues;

/// <summary>Takes values of a holder's columns and makes a <see cref="KnownValueIndex"/> of them. The index does not
/// depend on the order in which they come.</summary>
/// <param name="isHolderWide">
/// Whether the values are looked for in everybody's texts, not only in those of the person they are of: then parts of
/// names must be longer to count.
/// </param>
/// <remarks>Memory: some 50 bytes a form while it is built. Not for several threads at once.</remarks>
public sealed class KnownValueBuilder(bool isHolderWide)
{
    private readonly Dictionary<ulong, byte> _infos = [];
    private readonly Dictionary<ulong, byte> _pairs = [];
    private readonly Dictionary<ulong, ulong> _longs = [];
    private readonly List<Hit> _hits = [];

    /// <summary>What a known column can hold: every redactor's name, and <c>custom</c> for anything else.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. RedactorCatalog.Names, "custom"];

    /// <summary>How many values had no form that is long enough to be told from other text.</summary>
    public int TooShortCount { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="kind">What it is, of <see cref="Kinds"/>.</param>
    /// <param name="value">The value as the column holds it.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public void Add(string kind, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Kinds.Contains(kind))
        {
            throw new ArgumentException($"There is no kind '{kind}'. Known: {string.Join(", ", Kinds)}.", nameof(kind));
        }

        var isAny = false;
        var type = (byte)0;
        foreach (var form in KnownValueForms.Of(kind, value, isHolderWide))
        {
            type = isAny ? type : (byte)TypeOf(kind, value);
            isAny = true;
            AddForm(form, type);
        }

        TooShortCount += isAny ? 0 : 1;
    }

    /// <summary>Makes the index of what was added.</summary>
    public KnownValueIndex Build()
    {
        var tables = new KnownTables(_infos.Count, _pairs.Count, _longs.Count);
        foreach (var (hash, info) in _infos)
        {
            tables.Add(hash, info);
        }

        foreach (var (pair, lengths) in _pairs)
        {
            tables.AddPair(pair, lengths);
        }

        foreach (var (hash, lengths) in _longs)
        {
            tables.AddLong(hash, lengths);
        }

        return new KnownValueIndex(tables);
    }

    private void AddForm(KnownForm form, byte type)
    {
        var symbols = form.Symbols.AsSpan();
        if (symbols.Length <= KnownValueIndex.FormSymbolsMax)
        {
            AddPiece(symbols, form.NeedsCapital, type);
            return;
        }

        for (var start = 0; start < symbols.Length; start += KnownValueIndex.FormSymbolsMax)
        {
            var from = Math.Min(start, symbols.Length - KnownValueIndex.FormSymbolsMax);
            AddPiece(symbols.Slice(from, KnownValueIndex.FormSymbolsMax), form.NeedsCapital, type);
        }
    }

    /// <summary>Of two values of the same form the freer one counts, whichever came first.</summary>
    private void AddPiece(ReadOnlySpan<char> symbols, bool needsCapital, byte type)
    {
        var hash = FormHash.Of(symbols);
        var info = (byte)(type | (needsCapital ? KnownValueIndex.NeedsCapital : 0));
        _infos[hash] = _infos.TryGetValue(hash, out var known) ? Math.Min(known, info) : info;
        var isLong = symbols.Length >= KnownValueIndex.LongMin;
        CollectionsMarshal.GetValueRefOrAddDefault(_pairs, FormHash.OfPair(symbols[0], symbols[1]), out _) |=
            isLong ? KnownTables.HasLong : (byte)(1 << symbols.Length);
        if (isLong)
        {
            var head = FormHash.Of(symbols[..KnownValueIndex.LongMin]);
            CollectionsMarshal.GetValueRefOrAddDefault(_longs, head, out _) |=
                1UL << (symbols.Length - KnownValueIndex.LongMin);
        }
    }

    /// <summary>The type that the detector would give it, so that a placeholder does not tell who cut.</summary>
    private PiiType TypeOf(string kind, string value)
    {
        if (kind == "custom")
        {
            return PiiType.Custom;
        }

        var types = PiiTypes.OfPolicyName(kind);
        if (types.Count == 1)
        {
            return types[0];
        }

        var view = NormalisedView.Of(value).Text;
        _hits.Clear();
        PatternScan.Find(view, _hits);
        return _hits.Where(hit => types.Contains(hit.Type)).OrderByDescending(hit => hit.Length)
            .ThenBy(hit => hit.Type).Select(hit => hit.Type).FirstOrDefault(types[^1]);
    }
}
