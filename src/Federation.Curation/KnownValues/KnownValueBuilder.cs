using System.Numerics;
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
    private readonly HashSet<(ulong Anchor, byte Length)> _anchors = [];
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
        var hashes = new ulong[SizeFor(_infos.Count + (_infos.Count / 2))];
        var infos = new byte[hashes.Length];
        foreach (var (hash, info) in _infos)
        {
            var slot = KnownValueIndex.SlotOf(hash, hashes.Length);
            while (hashes[slot] != 0)
            {
                slot = (slot + 1) & (hashes.Length - 1);
            }

            (hashes[slot], infos[slot]) = (hash, info);
        }

        var shortLengths = new byte[SizeFor(8 * _anchors.Count(IsShort))];
        var longLengths = new ulong[SizeFor(2 * _anchors.Count(anchor => !IsShort(anchor)))];
        foreach (var (anchor, length) in _anchors)
        {
            if (length < KnownValueIndex.LongMin)
            {
                shortLengths[KnownValueIndex.SlotOf(anchor, shortLengths.Length)] |= (byte)(1 << length);
            }
            else
            {
                longLengths[KnownValueIndex.SlotOf(anchor, longLengths.Length)] |=
                    1UL << (length - KnownValueIndex.LongMin);
            }
        }

        return new KnownValueIndex(hashes, infos, shortLengths, longLengths, _infos.Count);
    }

    private static bool IsShort((ulong Anchor, byte Length) anchor) => anchor.Length < KnownValueIndex.LongMin;

    private static int SizeFor(int wanted) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(wanted, 16, 1 << 30));

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
        var isLong = symbols.Length >= KnownValueIndex.LongMin;
        var hash = KnownSymbols.HashOf(symbols) | 1;
        var info = (byte)(type | (needsCapital ? KnownValueIndex.NeedsCapital : 0));
        _infos[hash] = _infos.TryGetValue(hash, out var known) ? Math.Min(known, info) : info;
        _anchors.Add((
            KnownSymbols.HashOf(symbols[..(isLong ? KnownValueIndex.LongMin : KnownValueIndex.ShortMin)]),
            (byte)symbols.Length));
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
