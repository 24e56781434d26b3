using Federation.Audit;
using Federation.Hosting.Configuration;

namespace Federation.Hosting.Witnesses;

/// <summary>Who cosigns a host's log: <c>witnesses</c> of its configuration.</summary>
/// <param name="Policy">The witnesses, where they are, and the quorum: a C2SP witness policy.</param>
/// <param name="Patience">How long an answer waits for a quorum where a dataset's policy requires one.</param>
public sealed record WitnessOptions(WitnessPolicy Policy, TimeSpan Patience)
{
    private const int LengthBytesMax = 64 * 1024;
    private const int WaitMsDefault = 10_000;

    /// <summary>Reads <c>witnesses: {policy: FILE, waitMs: 10000}</c>; null where it is not there.</summary>
    public static WitnessOptions? Read(YamlMap? map)
    {
        if (map is null)
        {
            return null;
        }

        var path = map.RequiredPath("policy");
        var patience = TimeSpan.FromMilliseconds(map.OptionalInteger("waitMs", 100, 60_000, WaitMsDefault));
        return map.Has("policy") && ReadPolicy(map, path) is { } policy ? new WitnessOptions(policy, patience) : null;
    }

    private static WitnessPolicy? ReadPolicy(YamlMap map, string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > LengthBytesMax)
        {
            map.Reject("policy", $"there is no witness policy of at most 64 KiB at {path}",
                "write one with 'witness NAME KEY URL' and 'quorum NAME' lines (C2SP tlog-proof)");
            return null;
        }

        try
        {
            return WitnessPolicy.Parse(File.ReadAllText(path));
        }
        catch (FormatException exception)
        {
            map.Reject("policy", $"{path}: {exception.Message.TrimEnd('.')}",
                "write 'witness NAME KEY URL', 'group NAME all|any|NUMBER MEMBERS' and 'quorum NAME' lines");
            return null;
        }
    }
}
