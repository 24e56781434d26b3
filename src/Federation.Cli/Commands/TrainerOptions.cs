using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Client;
using Federation.Client.Profiles;

namespace Federation.Cli.Commands;

/// <summary>What every command of a trainer needs: a profile, its keys, and a link to the broker.</summary>
internal static class TrainerOptions
{
    private const decimal FemtosPerUnit = 1_000_000_000_000_000;

    /// <summary>The option <c>--profile</c>.</summary>
    public static Option<FileInfo?> Profile() => new("--profile")
    {
        Description = "The trainer's profile.yaml; without it, the one that FEDERATION_PROFILE names.",
    };

    /// <summary>Opens a client and runs something with it.</summary>
    public static async Task<T> UseAsync<T>(FileInfo? file, Func<FederationClient, Task<T>> use)
    {
        var path = file?.FullName ?? Environment.GetEnvironmentVariable("FEDERATION_PROFILE");
        if (string.IsNullOrEmpty(path))
        {
            throw new CommandException(
                ExitCodes.Usage, "which profile? Name it with --profile FILE or set FEDERATION_PROFILE.");
        }

        var profile = TrainerProfile.Load(path);
        using var tracing = Tracing.Start();
        using var keys = TrainerKeys.Load(profile.KeysFolder);
        using var client = FederationClient.Open(profile, keys);
        return await use(client);
    }

    /// <summary>δ as it is written, such as 1e-6, in units of 10⁻¹⁵.</summary>
    /// <exception cref="CommandException">It is no such number.</exception>
    public static long DeltaFemtos(string text)
    {
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var isNumber = decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var delta);
        return isNumber && delta is >= 0 and <= 0.001m && decimal.IsInteger(delta * FemtosPerUnit)
            ? (long)(delta * FemtosPerUnit)
            : throw new CommandException(
                ExitCodes.Usage, "--delta must be from 0 to 0.001 with at most 15 decimals, such as 1e-6.");
    }

    /// <summary>Reads ε as people write it, exactly.</summary>
    /// <returns>Millionths of a nat.</returns>
    public static long EpsilonMicros(string text, string option = "--epsilon")
    {
        var isNumber = decimal.TryParse(
            text, System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture, out var epsilon);
        if (!isNumber || epsilon < 0.000001m || epsilon > 10 || epsilon * 1_000_000 % 1 != 0)
        {
            throw new CommandException(
                ExitCodes.Usage, $"{option} must be from 0.000001 to 10, with at most 6 digits behind the point.");
        }

        return (long)(epsilon * 1_000_000);
    }
}
