namespace Federation.Curation.Duplicates;

/// <summary>
/// Which documents are joined. Roots are the earliest documents, so nothing depends on the order of joining.
/// </summary>
internal sealed class UnionFind
{
    private readonly List<int> _parents = [];

    /// <summary>Adds a document of its own.</summary>
    public void Add() => _parents.Add(_parents.Count);

    /// <summary>The earliest document that this one is joined with.</summary>
    public int Root(int document)
    {
        while (_parents[document] != document)
        {
            _parents[document] = _parents[_parents[document]];
            document = _parents[document];
        }

        return document;
    }

    /// <summary>Joins two documents.</summary>
    public void Join(int first, int second)
    {
        var (a, b) = (Root(first), Root(second));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
