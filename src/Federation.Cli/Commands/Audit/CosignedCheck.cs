using System.Globalization;
using Federation.Audit;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary>Which witnesses of a policy cosigned a log's newest cosigned checkpoint.</summary>
/// <param name="Size">How many entries it covers; 0 where there is none.</param>
/// <param name="Witnesses">Those whose cosignatures verify, by the names that the policy gives them, with the time of
/// each in seconds since 1970.</param>
/// <param name="IsSatisfied">Whether they are a quorum.</param>
internal sealed record CosignedCheck(long Size, IReadOnlyDictionary<string, long> Witnesses, bool IsSatisfied)
{
    /// <summary>Reads a policy file; null where none is named.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static WitnessPolicy? Read(FileInfo? file)
    {
        try
        {
            return file is null ? null : WitnessPolicy.Parse(File.ReadAllText(file.FullName));
        }
        catch (FormatException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message);
        }
    }

    /// <summary>Counts; null where there is no policy.</summary>
    /// <param name="policy">Names the witnesses and the quorum.</param>
    /// <param name="note">The cosigned checkpoint; null where the log has none.</param>
    public static CosignedCheck? Of(WitnessPolicy? policy, string? note)
    {
        if (policy is null)
        {
            return null;
        }

        if (note is null || !Checkpoint.TryParse(note, out var checkpoint))
        {
            return new CosignedCheck(0, new Dictionary<string, long>(), !policy.AsksForWitnesses);
        }

        var witnesses = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, witness) in policy.Witnesses)
        {
            if (witness.TryVerify(note, out var unixSeconds))
            {
                witnesses[name] = unixSeconds;
            }
        }

        return new CosignedCheck(checkpoint.Size, witnesses, policy.HasQuorum(note));
    }

    /// <summary>Says it to a person.</summary>
    public void Say(Terminal terminal)
    {
        var who = string.Join(", ", Witnesses.Select(witness => string.Create(
            CultureInfo.InvariantCulture, $"{witness.Key} at {TimeOf(witness.Value):u}")));
        terminal.Say(Size == 0 && Witnesses.Count == 0
            ? $"{Verdict} No checkpoint of the log is cosigned."
            : $"{Verdict} {Witnesses.Count} witnesses of the policy cosigned the log of {Size} entries: {who}.");
    }

    /// <summary>A time that a witness signed, whatever it is.</summary>
    private static DateTimeOffset TimeOf(long unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(
        Math.Min(unixSeconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private string Verdict => IsSatisfied ? "OK " : "NO QUORUM";
}
