using Federation.Curation.Duplicates;

namespace Federation.Cli.Curate;

/// <summary>
/// Sends each document to the finder that compares it rightly. Holds the first documents back until they have shown
/// what the file is written in, unless that was said.
/// </summary>
internal sealed class FinderChoice
{
    private const int VotersMax = 2_000;
    private const long HeldCharactersMax = 1 << 26;
    private readonly int _thresholdMicros;
    private readonly ISpill _spill;
    private readonly Dictionary<ShingleKind, DuplicateFinder> _finders = [];
    private readonly List<(string Id, string Text)> _held = [];
    private readonly ShingleVote _vote = new();
    private ShingleKind? _kind;
    private bool _isDecided;
    private long _heldCharacters;

    private FinderChoice(int thresholdMicros, ShingleKind? kind, bool isDecided, ISpill spill) =>
        (_thresholdMicros, _kind, _isDecided, _spill) = (thresholdMicros, kind, isDecided, spill);

    /// <summary>Compares by what is said; where nothing is, as the first documents vote.</summary>
    public static FinderChoice Of(int thresholdMicros, ShingleKind? kind, ISpill spill) =>
        new(thresholdMicros, kind, isDecided: kind is not null, spill);

    /// <summary>
    /// Compares by what is said; where nothing is, each document by its own language: nothing then depends on which
    /// documents came together.
    /// </summary>
    public static FinderChoice WithoutVote(int thresholdMicros, ShingleKind? kind, ISpill spill) =>
        new(thresholdMicros, kind, isDecided: true, spill);

    /// <summary>Adds a document.</summary>
    public void Add(string id, string text)
    {
        if (_isDecided)
        {
            Of(_kind ?? ShingleVote.Of(text)).Add(id, text);
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

        return [.. Kinds.Select(Of)];
    }

    /// <summary>The ways to compare that documents needed, always in the same order.</summary>
    public IEnumerable<ShingleKind> Kinds => _finders.Keys.Order();

    /// <summary>The finder of one way to compare.</summary>
    public DuplicateFinder Of(ShingleKind kind)
    {
        if (!_finders.TryGetValue(kind, out var finder))
        {
            var options = new DuplicateOptions { Kind = kind, ThresholdMicros = _thresholdMicros };
            _finders[kind] = finder = new DuplicateFinder(options, _spill);
        }

        return finder;
    }

    private void Decide()
    {
        (_isDecided, _kind) = (true, _vote.Decide());
        _held.ForEach(document => Add(document.Id, document.Text));
        _held.Clear();
    }
}
