using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Reads privacy losses: decimals of at most six places, kept as whole millionths of a nat.</summary>
internal static class BudgetReader
{
    private const long MicrosPerNat = 1_000_000;
    private const long LineageMicrosMax = 100_000_000;
    private const long RequestMicrosMax = 10_000_000;

    public static BudgetRules Read(YamlMap map)
    {
        var rules = new BudgetRules(
            ReadMicros(map, "lineageEpsilon", LineageMicrosMax), ReadMicros(map, "trainerEpsilon", LineageMicrosMax),
            ReadMicros(map, "requestEpsilon", RequestMicrosMax));
        RejectAbove(map, "trainerEpsilon", rules.TrainerEpsilonMicrosMax,
            "lineageEpsilon", rules.LineageEpsilonMicrosMax);
        RejectAbove(map, "requestEpsilon", rules.RequestEpsilonMicrosMax,
            "trainerEpsilon", rules.TrainerEpsilonMicrosMax);
        return rules;
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

    private static void RejectAbove(YamlMap map, string key, long micros, string limitKey, long limitMicros)
    {
        if (micros > limitMicros && map.IsConfirmed(key) && map.IsConfirmed(limitKey))
        {
            map.Reject(key, $"'{key}' is above '{limitKey}'", $"lower it to at most {limitKey}");
        }
    }
}
