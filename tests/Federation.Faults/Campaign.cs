using System.Globalization;

namespace Federation.Faults;

/// <summary>How long the tests go on: short within every run, as long as a campaign asks.</summary>
internal static class Campaign
{
    /// <summary>What the environment names, else the short form.</summary>
    public static int Count(string variable, int shortForm) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : shortForm;
}
