using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Reads how a budget is renewed.</summary>
internal static class RenewalReader
{
    private const int DaysMax = 3_650;
    private const long LifetimeMicrosMax = 1_000_000_000;
    private const long LifetimeDeltaFemtosMax = 10_000_000_000_000;

    public static BudgetRenewal? Read(YamlMap budget, BudgetRules rules)
    {
        if (budget.OptionalMap("renewal") is not { } map)
        {
            return null;
        }

        var every = map.RequiredDuration("every", TimeSpan.FromDays(1), TimeSpan.FromDays(DaysMax));
        var renewal = new BudgetRenewal(
            map.RequiredInstant("from"), Math.Max(1, (int)every.TotalDays),
            BudgetReader.ReadMicros(map, "lifetimeEpsilon", LifetimeMicrosMax),
            map.OptionalFemtos("lifetimeDelta", LifetimeDeltaFemtosMax));
        if (every.Ticks % TimeSpan.TicksPerDay != 0)
        {
            map.Reject("every", "a period is not a whole number of days", "write it like 365d");
        }

        if (renewal.From.UtcDateTime.TimeOfDay != TimeSpan.Zero)
        {
            map.Reject("from", "a period does not begin at midnight in UTC", "write a date, like 2026-01-01");
        }

        if (renewal.LifetimeEpsilonMicrosMax < rules.LineageEpsilonMicrosMax && map.IsConfirmed("lifetimeEpsilon"))
        {
            map.Reject("lifetimeEpsilon", "'lifetimeEpsilon' is below 'lineageEpsilon' of one period",
                "write what all periods together may spend");
        }

        if (renewal.LifetimeDeltaFemtosMax < rules.LineageDeltaFemtosMax)
        {
            map.Reject("lifetimeDelta", "'lifetimeDelta' is below 'lineageDelta' of one period",
                "write what all periods together may spend");
        }

        return renewal;
    }
}
