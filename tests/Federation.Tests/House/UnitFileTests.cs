using Federation.Cli;

namespace Federation.Tests.House;

/// <summary>The units for systemd that come with the project.</summary>
public sealed class UnitFileTests
{
    private const string Program = "ExecStart=/usr/bin/federation ";

    public static TheoryData<string> Services =>
        [.. Directory.EnumerateFiles(Folder, "*.service").Select(file => Path.GetFileName(file)!).Order()];

    private static string Folder => Path.Combine(SourceTree.Root, "deploy", "systemd");

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_runs_a_command_that_there_is_with_options_that_it_has(string name)
    {
        var commands = File.ReadAllLines(Path.Combine(Folder, name))
            .Where(line => line.StartsWith(Program, StringComparison.Ordinal)).ToArray();
        var parsed = FederationCommand.Create().Parse(Assert.Single(commands)[Program.Length..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(name.Contains("shard", StringComparison.Ordinal) ? "shard" : "run", parsed.CommandResult.Command.Name);
    }

    [Theory]
    [InlineData("adapter")]
    [InlineData("broker")]
    public void A_shard_is_opened_while_its_host_is_stopped_and_the_host_goes_on_however_that_ends(string host)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"federation-{host}-shard@.service"));
        Assert.Contains($"Conflicts=federation-{host}@%i.service", lines);
        Assert.Contains($"After=federation-{host}@%i.service", lines);
        Assert.Contains($"OnSuccess=federation-{host}@%i.service", lines);
        Assert.Contains($"OnFailure=federation-{host}@%i.service", lines);
    }
}
