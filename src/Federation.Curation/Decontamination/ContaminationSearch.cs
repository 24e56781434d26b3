namespace Federation.Curation.Decontamination;

/// <summary>
/// Looks documents through for what an index holds, one after another. Not for several threads at once.
/// </summary>
public sealed class ContaminationSearch(DecontaminationIndex index)
{
    /// <summary>What must agree behind an edit, unless the item ends there: 2 words or 4 characters.</summary>
    private const int BehindEditWeight = 52;

    /// <summary>
    /// How many tokens an edit takes of the document and of the item: another word, one more, one fewer, one cut in
    /// two, two made one.
    /// </summary>
    private static readonly (int Document, int Item)[] Edits = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)];

    private readonly FoldedTokens _tokens = new();

    /// <summary>The first overlap of a document, or null where it is clean.</summary>
    public Contamination? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _tokens.Read(text);
        var seeds = new SeedWindow(_tokens);
        while (seeds.MoveNext())
        {
            for (var place = index.LastPlace(seeds.Hash); place >= 0; place = index.PlaceBefore(place))
            {
                if (Follow(seeds.Start, place) is { } contamination)
                {
                    return contamination;
                }
            }
        }

        return null;
    }

    private Contamination? Follow(int token, int place)
    {
        var (item, first, end) = index.ItemAt(place);
        var (tokenLeft, left) = ToLeft(token, place, first);
        var (tokenRight, right) = ToRight(token, place, end);
        var wanted = Math.Min(DecontaminationIndex.FullWeight, Weight(first, end));
        if (Weight(left, right) >= wanted)
        {
            return Found(item, tokenLeft, tokenRight, false);
        }

        foreach (var (skipped, missing) in Edits)
        {
            var (beyondToken, beyond) = (tokenRight + skipped, right + missing);
            if (beyondToken <= _tokens.Count && beyond <= end)
            {
                var (tokenEnd, itemEnd) = ToRight(beyondToken, beyond, end);
                if (IsBehindEnough(beyond, itemEnd, itemEnd == end, missing) && Weight(left, itemEnd) >= wanted)
                {
                    return Found(item, tokenLeft, tokenEnd, true);
                }
            }

            (beyondToken, beyond) = (tokenLeft - skipped, left - missing);
            if (beyondToken >= 0 && beyond >= first)
            {
                var (tokenStart, itemStart) = ToLeft(beyondToken, beyond, first);
                if (IsBehindEnough(itemStart, beyond, itemStart == first, missing)
                    && Weight(itemStart, right) >= wanted)
                {
                    return Found(item, tokenStart, tokenRight, true);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// At the edge of an item, one word may be another or missing, but nothing shows that two were made one.
    /// </summary>
    private bool IsBehindEnough(int from, int to, bool isEdge, int missing) =>
        isEdge ? from < to || missing < 2 : Weight(from, to) >= BehindEditWeight;

    private (int Token, int Place) ToLeft(int token, int place, int first)
    {
        while (token > 0 && place > first && _tokens.Hashes[token - 1] == index.HashAt(place - 1))
        {
            (token, place) = (token - 1, place - 1);
        }

        return (token, place);
    }

    private (int Token, int Place) ToRight(int token, int place, int end)
    {
        while (token < _tokens.Count && place < end && _tokens.Hashes[token] == index.HashAt(place))
        {
            (token, place) = (token + 1, place + 1);
        }

        return (token, place);
    }

    /// <summary>The weight of a stretch of an item, as far as it matters.</summary>
    private int Weight(int from, int to)
    {
        var weight = 0;
        for (var place = from; place < to && weight < DecontaminationIndex.FullWeight; place++)
        {
            weight += index.WeightAt(place);
        }

        return weight;
    }

    private Contamination Found(int item, int token, int tokenEnd, bool isEdited)
    {
        var start = _tokens.Start16(token);
        return new Contamination(index.Id(item), start, _tokens.End16(tokenEnd - 1) - start, isEdited);
    }
}
