namespace Federation.Stores.DuckDb.Choosing;

/// <summary>The units of a partition in order of how many records they have: the quiet ones, which have no more than
/// the bound, then those that fit the lanes, then the rest.</summary>
/// <remarks>Neighbours are alike in length, so that loops over their records end where a processor expects.</remarks>
internal sealed class UnitOrder(int bound)
{
    private const int Quiet = 0;
    private const int Many = KeyLanes.KeysMax + 1;
    private readonly int _lanesMax = bound <= KeyLanes.BoundMax ? KeyLanes.KeysMax : 0;
    private int[] _numbers = [];
    private int _count;

    /// <summary>How many units have no more records than the bound.</summary>
    public int QuietCount { get; private set; }

    /// <summary>How many units have more, but no more than lanes hold.</summary>
    public int LanedCount { get; private set; }

    /// <summary>The numbers of the quiet units.</summary>
    public ReadOnlySpan<int> QuietOnes => _numbers.AsSpan(0, QuietCount);

    /// <summary>The numbers of the others, in order.</summary>
    public ReadOnlySpan<int> BusyOnes => _numbers.AsSpan(QuietCount, _count - QuietCount);

    /// <summary>Takes in the units of a partition.</summary>
    public void Sort(ReadOnlySpan<UnitRecords> units)
    {
        if (_numbers.Length < units.Length)
        {
            _numbers = new int[units.Length * 2];
        }

        _count = units.Length;
        Span<int> next = stackalloc int[Many + 2];
        next.Clear();
        foreach (ref readonly var unit in units)
        {
            next[ClassOf(unit.Count) + 1]++;
        }

        for (var i = 1; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        (QuietCount, LanedCount) = (next[Quiet + 1], next[Many] - next[Quiet + 1]);
        for (var number = 0; number < units.Length; number++)
        {
            _numbers[next[ClassOf(units[number].Count)]++] = number;
        }
    }

    private int ClassOf(int count) => count <= bound ? Quiet : count <= _lanesMax ? count : Many;
}
