using Federation.Curation.Detection;

namespace Federation.Curation.Models;

/// <summary>What the rules took each unit for: a model corrects them, so it is told.</summary>
internal sealed class UnitVotes
{
    private byte[] _votes = [];
    private int _count;

    /// <summary>The vote on a unit, as a tag; outside beyond the ends of the text.</summary>
    public uint At(int unit) => (uint)unit < (uint)_count ? _votes[unit] : 0u;

    /// <summary>Takes the votes of hits over the units of the same view.</summary>
    public void Read(TextUnits units, List<Hit> hits)
    {
        _count = units.Count;
        if (_votes.Length < _count)
        {
            _votes = new byte[Math.Max(_count, 2 * _votes.Length)];
        }

        _votes.AsSpan(0, _count).Clear();
        foreach (var hit in hits)
        {
            if (hit.Type is PiiType.Person or PiiType.Address)
            {
                Mark(units, hit);
            }
        }
    }

    private void Mark(TextUnits units, Hit hit)
    {
        var begin = hit.Type == PiiType.Person ? NameTag.PersonBegin : NameTag.AddressBegin;
        for (var unit = FirstFrom(units, hit.Start); unit < units.Count && units.StartOf(unit) < hit.End; unit++)
        {
            _votes[unit] = (byte)(units.StartOf(unit) == hit.Start ? begin : begin + 1);
        }
    }

    private static int FirstFrom(TextUnits units, int place)
    {
        var (low, high) = (0, units.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = units.StartOf(middle) < place ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
