using Federation.Curation.Duplicates;

namespace Federation.Cli.Curate;

/// <summary>
/// Sends each document to the finder that compares it rightly. Holds the first documents back until they have shown
/// what the file is written in.
/// </summary>
internal sealed class FinderChoice(int thresholdMicros, ShingleKind? kind, ISpill spill)
{
    private const int VotersMax = 2_000;
    private const long HeldCharactersMax = 1 << 26;
    private readonly Dictionary<ShingleKind, DuplicateFinder> _finders = [];
    private readonly List<(string Id, string Text)> _held = [];
    private readonly ShingleVote _vote = new();
    private ShingleKind? _kind = kind;
    private bool _isDecided = kind is not null;
    private long _heldCharacters;

    /// <summary>Adds a document.</summary>
    public void Add(string id, string text)
    {
        if (_isDecided)
        {
            FinderOf(_kind ?? ShingleVote.Of(text)).Add(id, text);
            return;
        }

        _held.Add((id, text));
        _vote.Add(text);
        _heldCharacters += text.Length;
        if (_held.Count == VotersMax || _heldCharacters >= HeldCharactersMax)
        {
            Decide();
        }
    }

    /// <summary>The finders, after the last document.</summary>
    public IReadOnlyCollection<DuplicateFinder> Finish()
    {
        if (!_isDecided)
        {
            Decide();
        }

        return _finders.Values;
    }

    private void Decide()
    {
        (_isDecided, _kind) = (true, _vote.Decide());
        _held.ForEach(document => Add(document.Id, document.Text));
        _held.Clear();
    }

    private DuplicateFinder FinderOf(ShingleKind kind)
    {
        if (!_finders.TryGetValue(kind, out var finder))
        {
            var options = new DuplicateOptions { Kind = kind, ThresholdMicros = thresholdMicros };
            _finders[kind] = finder = new DuplicateFinder(options, spill);
        }

        return finder;
    }
}
