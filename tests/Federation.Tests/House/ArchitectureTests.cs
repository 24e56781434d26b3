using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Federation.Tests.House;

/// <summary>The picture of the house, executable. It reads the project files: an unused reference counts too.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Who may know whom. A new arrow is a decision: change it here, in a commit that says why.</summary>
    private static readonly Dictionary<string, string[]> AllowedArrows = new()
    {
        ["Contracts"] = [],
        ["Answers"] = [],
        ["Curation"] = [],
        ["Privacy"] = ["Answers"],
        ["Sealing"] = [],
        ["Audit"] = ["Contracts", "Sealing"],
        ["Stores"] = ["Privacy", "Answers"],
        ["Hosting"] = ["Contracts", "Sealing", "Audit"],
        ["Adapter"] = ["Contracts", "Answers", "Privacy", "Curation", "Sealing", "Audit", "Stores", "Hosting"],
        ["Broker"] = ["Contracts", "Answers", "Sealing", "Audit", "Hosting"],
        ["Client"] = ["Contracts", "Answers", "Sealing", "Audit"],
        ["Cli"] = ["Client", "Audit", "Privacy", "Curation", "Adapter", "Broker", "Hosting"],
    };

    /// <summary>The rooms that touch no file, network, clock or chance: a banned symbol stops their build.</summary>
    private static readonly string[] PureRooms = ["Answers", "Privacy", "Curation", "Sealing"];

    /// <summary>The steps of the pipelines. Each is made in one file only, so no other way leads to it.</summary>
    private static readonly string[] Steps =
    [
        "PermittedQuery", "FundedQuery", "ExactAnswer", "Release", "RecordedRelease", "SealedRelease",
        "PermittedSample", "FundedSample", "RecordedSample", "SealedSample", "NoisyRemovals", "RecordedRemovals",
    ];

    [Fact]
    public void Each_room_knows_only_the_rooms_that_the_design_lets_it_know() =>
        Assert.Empty(ForbiddenArrows(ReadArrows()));

    [Fact]
    public void The_broker_cannot_name_privacy_curation_or_stores_over_any_detour() =>
        Assert.Empty(Reachable(ReadArrows(), "Broker").Intersect(["Privacy", "Curation", "Stores"]));

    [Fact]
    public void The_client_cannot_name_a_room_that_holds_exact_values() =>
        Assert.Empty(Reachable(ReadArrows(), "Client").Intersect(["Privacy", "Curation", "Stores", "Adapter", "Broker"]));

    [Fact]
    public void Every_pure_room_has_banned_symbols_that_the_build_reads()
    {
        foreach (var room in PureRooms)
        {
            var folder = Path.Combine(SourceTree.Rooms, $"Federation.{room}");
            Assert.NotEmpty(File.ReadAllLines(Path.Combine(folder, "BannedSymbols.txt")));
            var project = File.ReadAllText(Path.Combine(folder, $"Federation.{room}.csproj"));
            Assert.Contains("<AdditionalFiles Include=\"BannedSymbols.txt\" />", project, StringComparison.Ordinal);
            Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", project, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_step_of_a_pipeline_is_made_in_one_file_only()
    {
        var sources = SourceTree.WrittenFiles().Select(file => (File: file, Text: SourceTree.Read(file))).ToList();
        Assert.All(Steps, step => Assert.InRange(Makers(step, sources).Count, 0, 1));
    }

    [Fact]
    public void A_forbidden_arrow_is_noticed()
    {
        var arrows = new Dictionary<string, string[]> { ["Broker"] = ["Privacy", "Answers"], ["Attic"] = [] };
        Assert.Equal(["Broker -> Privacy", "Attic is not on the map"], ForbiddenArrows(arrows));
    }

    [Fact]
    public void A_detour_is_noticed()
    {
        var arrows = new Dictionary<string, string[]>
        {
            ["Broker"] = ["Hosting"],
            ["Hosting"] = ["Stores"],
            ["Stores"] = ["Privacy"],
            ["Privacy"] = [],
        };
        Assert.Equal(["Hosting", "Stores", "Privacy"], Reachable(arrows, "Broker"));
    }

    [Fact]
    public void A_second_maker_of_a_step_is_noticed()
    {
        (string, string)[] sources =
        [
            ("One.cs", "return new Release(query);"),
            ("Two.cs", "var x = new  Release (query);"),
            ("Three.cs", "new ReleaseNote(); // Release"),
        ];
        Assert.Equal(["One.cs", "Two.cs"], Makers("Release", sources));
    }

    private static List<string> ForbiddenArrows(Dictionary<string, string[]> arrows) =>
    [
        .. arrows.SelectMany(room => AllowedArrows.TryGetValue(room.Key, out var allowed)
            ? room.Value.Except(allowed).Select(other => $"{room.Key} -> {other}")
            : [$"{room.Key} is not on the map"]),
    ];

    private static List<string> Reachable(Dictionary<string, string[]> arrows, string from)
    {
        var found = new List<string>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var room))
        {
            foreach (var next in arrows.GetValueOrDefault(room, []).Where(next => !found.Contains(next)))
            {
                found.Add(next);
                open.Enqueue(next);
            }
        }

        return found;
    }

    private static List<string> Makers(string type, IEnumerable<(string File, string Text)> sources) =>
    [
        .. sources.Where(source => Regex.IsMatch(source.Text, $@"\bnew\s+{type}\s*[({{]")).Select(source => source.File),
    ];

    private static Dictionary<string, string[]> ReadArrows() =>
        Directory.EnumerateFiles(SourceTree.Rooms, "*.csproj", SearchOption.AllDirectories).ToDictionary(
            RoomOf,
            project => XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => RoomOf(reference.Attribute("Include")!.Value))
                .ToArray());

    private static string RoomOf(string project) =>
        RoomName().Match(Path.GetFileNameWithoutExtension(project)).Groups[1].Value;

    [GeneratedRegex("^Federation\\.(.+)$")]
    private static partial Regex RoomName();
}
