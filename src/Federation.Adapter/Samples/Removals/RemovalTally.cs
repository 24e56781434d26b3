using Federation.Adapter.Samples.Evaluations;
using Federation.Contracts.Type.V1;
using Federation.Curation.Filtering;

namespace Federation.Adapter.Samples.Removals;

/// <summary>
/// Counts exactly what becomes of the records of a window, each judged by itself. The counts never leave but through
/// <see cref="RemovalWriter"/>'s noise.
/// </summary>
/// <remarks>
/// A window of the order in which records are read, not of those that leave: where it begins and ends depends on the
/// request alone, so one privacy unit moves few records through it. Whether a record repeats another is not judged: one
/// record could change that of many.
/// </remarks>
internal sealed class RemovalTally
{
    private static readonly RemovalOutcome[] Judged =
        [.. Enum.GetValues<RemovalOutcome>().Where(outcome =>
            outcome is not (RemovalOutcome.Unspecified or RemovalOutcome.Evaluation))];

    private readonly RecordFilter _filter;
    private readonly EvaluationSearch? _search;
    private readonly long _first;
    private readonly long _end;
    private readonly long[] _exact;
    private long _readCount;

    /// <summary>Begins to count.</summary>
    /// <param name="filter">Judges records one by one, knowing of no other.</param>
    /// <param name="evaluation">The trainer's evaluation sets; null where it brought none.</param>
    /// <param name="skippedCount">How many records before the window.</param>
    /// <param name="count">How many records in it.</param>
    public RemovalTally(RecordFilter filter, TrainerEvaluation? evaluation, long skippedCount, long count)
    {
        _filter = filter;
        _search = evaluation is null ? null : new EvaluationSearch(evaluation);
        (_first, _end) = (skippedCount, skippedCount + count);
        Outcomes =
        [
            .. Judged.Select(outcome => (outcome, "")),
            .. (evaluation?.Names ?? []).Select(name => (RemovalOutcome.Evaluation, name)),
        ];
        _exact = new long[Outcomes.Count];
    }

    /// <summary>What is counted: the same for every request with the same sets.</summary>
    public IReadOnlyList<(RemovalOutcome Outcome, string EvaluationSet)> Outcomes { get; }

    /// <summary>The exact counts, in that order.</summary>
    public ReadOnlySpan<long> Exact => _exact;

    /// <summary>Whether the window is behind.</summary>
    public bool IsComplete => _readCount >= _end;

    /// <summary>Takes the next record of the order.</summary>
    public void Add(IReadOnlyList<string?> values)
    {
        var place = _readCount++;
        if (place >= _first && place < _end)
        {
            _exact[PlaceOf(values)]++;
        }
    }

    private int PlaceOf(IReadOnlyList<string?> values)
    {
        var (record, reason) = _filter.Judge(values);
        return record is not null && _search?.SetOf(record) is { } set
            ? Judged.Length + set : Array.IndexOf(Judged, OutcomeOf(reason));
    }

    private static RemovalOutcome OutcomeOf(DropReason reason) => reason switch
    {
        DropReason.None => RemovalOutcome.Passed,
        DropReason.TooLarge => RemovalOutcome.TooLarge,
        DropReason.Mojibake => RemovalOutcome.Mojibake,
        DropReason.Language => RemovalOutcome.Language,
        DropReason.Quality => RemovalOutcome.Quality,
        DropReason.Evaluation => RemovalOutcome.HolderEvaluation,
        DropReason.Unprepared => RemovalOutcome.Unprepared,
        DropReason.Dropped => RemovalOutcome.Dropped,
        DropReason.Rare => RemovalOutcome.Rare,
        DropReason.Leak => RemovalOutcome.Leak,
        _ => throw new InvalidOperationException("A record that is judged by itself repeats no other."),
    };
}
