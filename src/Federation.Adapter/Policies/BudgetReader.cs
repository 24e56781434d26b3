using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>
/// Reads privacy losses: decimals of at most six places, kept as whole millionths of a nat, and δ in units of 10⁻¹⁵.
/// </summary>
internal static class BudgetReader
{
    private const long MicrosPerNat = 1_000_000;
    private const long LineageMicrosMax = 100_000_000;
    private const long RequestMicrosMax = 10_000_000;

    /// <summary>1e-3: a larger δ lets out whole records of small tables.</summary>
    private const long DeltaFemtosMax = 1_000_000_000_000;

    public static BudgetRules Read(YamlMap map, IReadOnlyList<string> purposes, string lineage)
    {
        var rules = new BudgetRules(
            ReadMicros(map, "lineageEpsilon", LineageMicrosMax), ReadMicros(map, "trainerEpsilon", LineageMicrosMax),
            ReadMicros(map, "requestEpsilon", RequestMicrosMax))
        {
            LineageDeltaFemtosMax = map.OptionalFemtos("lineageDelta", DeltaFemtosMax),
            SelectionDeltaFemtosMax = map.OptionalFemtos("selectionDelta", DeltaFemtosMax),
            RequestDeltaFemtosMax = map.OptionalFemtos("requestDelta", DeltaFemtosMax),
            PurposeLimits = ReadPurposes(map, purposes),
            ShowsLineage = map.OptionalBoolean("showLineage", fallback: false),
        };
        if (rules.LineageDeltaFemtosMax <= rules.SelectionDeltaFemtosMax) // Else small answers add up to less than ε.
        {
            RejectAbove(map, "trainerEpsilon", rules.TrainerEpsilonMicrosMax,
                "lineageEpsilon", rules.LineageEpsilonMicrosMax);
        }

        RejectAbove(map, "requestEpsilon", rules.RequestEpsilonMicrosMax,
            "trainerEpsilon", rules.TrainerEpsilonMicrosMax);
        RejectDeltaAbove(map, "selectionDelta", rules.SelectionDeltaFemtosMax, rules.LineageDeltaFemtosMax);
        RejectDeltaAbove(map, "requestDelta", rules.RequestDeltaFemtosMax, rules.LineageDeltaFemtosMax);
        return rules with
        {
            Renewal = RenewalReader.Read(map, rules),
            Slice = SliceReader.Read(map, rules, lineage),
        };
    }

    /// <summary>ε in nats as written, in micros as kept.</summary>
    public static long ReadMicros(YamlMap map, string key, long microsMax = LineageMicrosMax)
    {
        var nats = map.RequiredDecimal(key, 1m / MicrosPerNat, (decimal)microsMax / MicrosPerNat);
        var micros = nats * MicrosPerNat;
        if (micros != decimal.Truncate(micros))
        {
            map.Reject(key, $"'{key}' has more than six decimal places", "round it to six places");
        }

        return (long)micros;
    }

    private static PurposeLimits ReadPurposes(YamlMap budget, IReadOnlyList<string> purposes)
    {
        var limits = new Dictionary<string, long>(StringComparer.Ordinal);
        _ = budget.RequiredList("purposeLimits", 0, map =>
        {
            var purpose = map.RequiredString("purpose");
            var micros = ReadMicros(map, "epsilon");
            if (map.IsConfirmed("purpose") && !purposes.Contains(purpose))
            {
                map.Reject("purpose", $"'{purpose}' is not a purpose of the policy",
                    $"write one of: {string.Join(", ", purposes)}");
            }
            else if (!limits.TryAdd(purpose, micros))
            {
                map.Reject("purpose", $"'{purpose}' has two limits", "keep one of them");
            }

            return purpose;
        });
        return new PurposeLimits(limits);
    }

    /// <summary>Both are parts of the lineage's δ, which is 0 where it is not written.</summary>
    private static void RejectDeltaAbove(YamlMap map, string key, long femtos, long lineageFemtos)
    {
        if (femtos > lineageFemtos && map.IsConfirmed(key)
            && (map.IsConfirmed("lineageDelta") || !map.Has("lineageDelta")))
        {
            map.Reject(key, $"'{key}' is above 'lineageDelta'{(map.Has("lineageDelta") ? "" : ", which is 0")}",
                "lower it, or write a larger lineageDelta");
        }
    }

    private static void RejectAbove(YamlMap map, string key, long micros, string limitKey, long limitMicros)
    {
        if (micros > limitMicros && map.IsConfirmed(key) && map.IsConfirmed(limitKey))
        {
            map.Reject(key, $"'{key}' is above '{limitKey}'", $"lower it to at most {limitKey}");
        }
    }
}
