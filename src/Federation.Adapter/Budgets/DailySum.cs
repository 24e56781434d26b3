using Federation.Privacy;

namespace Federation.Adapter.Budgets;

/// <summary>Costs added up by the day on which they were debited, so that any period of days can be told.</summary>
internal sealed class DailySum
{
    private readonly Dictionary<long, PrivacyCost> _byDay = [];

    /// <summary>The sum over all days; ε is <see cref="PrivacyCost.Unbounded"/> once one cost had none.</summary>
    public PrivacyCost Total { get; private set; }

    /// <summary>What was added on each day, counted from 1970-01-01 UTC.</summary>
    public IReadOnlyDictionary<long, PrivacyCost> ByDay => _byDay;

    /// <summary>Adds a cost.</summary>
    /// <exception cref="OverflowException">The sum cannot be written: no more can be debited.</exception>
    public void Add(PrivacyCost cost, long day)
    {
        Total += cost;
        _byDay[day] = _byDay.GetValueOrDefault(day) + cost;
    }

    /// <summary>The sum over the days of a period, or over all where there is none.</summary>
    public PrivacyCost Within((long First, long End)? period)
    {
        if (period is not { } days)
        {
            return Total;
        }

        var sum = default(PrivacyCost);
        foreach (var (day, cost) in _byDay)
        {
            sum += day >= days.First && day < days.End ? cost : default;
        }

        return sum;
    }
}
