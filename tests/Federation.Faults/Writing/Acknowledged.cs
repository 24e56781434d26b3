using System.Globalization;
using System.Text;

namespace Federation.Faults.Writing;

/// <summary>What writers of one log were told: entries that are durable, checkpoints that are signed.</summary>
internal sealed class Acknowledged
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, string> _digests = [];
    private readonly HashSet<string> _notes = [];
    private bool _wasRefused;

    /// <summary>Whether an append was refused by the process that was started last.</summary>
    public bool WasRefused
    {
        get
        {
            lock (_gate)
            {
                return _wasRefused;
            }
        }
    }

    /// <summary>Whether a log went on after it had refused, or gave two entries one index.</summary>
    public string? Fault { get; private set; }

    /// <summary>Hex SHA-256 of each acknowledged entry by index.</summary>
    public IReadOnlyDictionary<long, string> Digests
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<long, string>(_digests);
            }
        }
    }

    /// <summary>Each checkpoint that was ever signed, as a note.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_gate)
            {
                return [.. _notes];
            }
        }
    }

    /// <summary>What was told until now.</summary>
    public Acknowledged Copy()
    {
        lock (_gate)
        {
            var copy = new Acknowledged { Fault = Fault };
            foreach (var (index, digest) in _digests)
            {
                copy._digests.Add(index, digest);
            }

            copy._notes.UnionWith(_notes);
            return copy;
        }
    }

    public void Take(string line)
    {
        var words = line.Split(' ');
        lock (_gate)
        {
            switch (words[0])
            {
                case "OPEN":
                    _wasRefused = false;
                    break;
                case "REFUSED":
                    _wasRefused = true;
                    break;
                case "NOTE":
                    _notes.Add(Encoding.UTF8.GetString(Convert.FromBase64String(words[1])));
                    break;
                case "ACK":
                    TakeEntry(long.Parse(words[1], CultureInfo.InvariantCulture), words[2]);
                    break;
            }
        }
    }

    private void TakeEntry(long index, string digest)
    {
        if (_wasRefused)
        {
            Fault = $"Entry {index} was acknowledged after another had been refused.";
        }

        if (!_digests.TryAdd(index, digest))
        {
            Fault = $"Index {index} was acknowledged twice.";
        }
    }
}
