using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>A filter in the numbers of one index: a row is compared without a text.</summary>
internal readonly struct WantedNumbers
{
    private const int Any = -2;

    private readonly LogFilter _filter;
    private readonly HashSet<int>? _trainers;
    private readonly int _dataset;
    private readonly int _purpose;
    private readonly int _agreement;

    public WantedNumbers(LogFilter filter, TextNumbers texts)
    {
        _filter = filter;
        _trainers = filter.Trainer is { } start
            ? [.. texts.All.Index().Where(text => text.Item.StartsWith(start, StringComparison.Ordinal))
                .Select(text => text.Index)]
            : null;
        _dataset = Number(filter.Dataset);
        _purpose = Number(filter.Purpose);
        _agreement = Number(filter.Agreement);
        int Number(string? text) => text is null ? Any : texts.Find(text);
    }

    /// <summary>Whether any row can be found: not where a text was never seen.</summary>
    public bool CanBe => _dataset != -1 && _purpose != -1 && _agreement != -1 && _trainers is not { Count: 0 };

    /// <summary>Whether a row is one that is looked for.</summary>
    public bool Is(in IndexedAccess row) =>
        (_dataset == Any || row.Dataset == _dataset)
        && (_purpose == Any || row.Purpose == _purpose)
        && (_agreement == Any || row.Agreement == _agreement)
        && (_trainers is null || _trainers.Contains(row.Trainer))
        && (_filter.AccessId is not { } id || row.Id == id)
        && (_filter.FromUnixMs is not { } from || row.StartedUnixMs >= from)
        && (_filter.UntilUnixMs is not { } until || row.StartedUnixMs < until)
        && (_filter.IsAllowed is not { } isAllowed
            || row.Decision == (isAllowed ? Decision.Allow : Decision.Deny));
}
