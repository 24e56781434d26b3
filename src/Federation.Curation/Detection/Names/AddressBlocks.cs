namespace Federation.Curation.Detection.Names;

/// <summary>The addresses of one view: parts that touch are one address, cut whole or field by field.</summary>
internal sealed class AddressBlocks(string view)
{
    private const int BlockConfidencePercent = 85;
    private const int CodeConfidencePercent = 80;

    private readonly List<(int Start, int End, bool IsCode)> _parts = [];

    /// <summary>Takes a street with what follows it, or another part of an address.</summary>
    public void Add(int start, int end) => _parts.Add((start, end, false));

    /// <summary>Takes a postal code.</summary>
    public void AddCode(int start, int end) => _parts.Add((start, end, true));

    /// <summary>Adds the addresses to hits that hold the names of the view.</summary>
    public void AddTo(List<Hit> hits)
    {
        if (_parts.Count == 0)
        {
            return;
        }

        var nameEnds = hits.Where(hit => hit.Type == PiiType.Person).Select(hit => hit.End).ToHashSet();
        _parts.Sort();
        var open = _parts[0];
        foreach (var part in _parts.Skip(1))
        {
            if (part.Start >= open.End)
            {
                AddBlock(open, nameEnds, hits);
                open = part;
                continue;
            }

            open = (open.Start, Math.Max(open.End, part.End), open.IsCode && part.IsCode);
        }

        AddBlock(open, nameEnds, hits);
    }

    private void AddBlock((int Start, int End, bool IsCode) block, HashSet<int> nameEnds, List<Hit> hits)
    {
        if (block.IsCode)
        {
            var length = block.End - block.Start;
            hits.Add(new Hit(PiiType.Address, block.Start, length, "postal-code", CodeConfidencePercent));
            return;
        }

        var layout = new AddressLayout(view, block.Start, block.End, nameEnds);
        foreach (var (start, end) in layout.Fields())
        {
            hits.Add(new Hit(PiiType.Address, start, end - start, "address-latin", BlockConfidencePercent));
        }
    }
}
