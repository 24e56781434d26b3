using Federation.Adapter.Checks;
using Federation.Adapter.Policies;
using Federation.Tests.Adapter.Policies;
using Federation.Tests.Cli;

namespace Federation.Tests.Attacks;

/// <summary>Registers a table that is there already once more, as another lineage, to have its budget twice.</summary>
public sealed class ReRegistrationTests : IDisposable
{
    private static readonly string[] Ways =
        ["people.csv", "link.csv", "elsewhere/people.csv", "./x/../people.csv", "copy.csv"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_other_path_to_a_table_is_told_apart_from_another_table() =>
        Assert.Empty(WaysIn(policies => SharedSources.Find(policies).Count == 0));

    [Fact]
    public void Control_a_check_that_compares_full_paths_lets_links_and_copies_in() => Assert.Equal(
        ["link.csv", "elsewhere/people.csv", "copy.csv"],
        WaysIn(policies => policies.Datasets.DistinctBy(policy => policy.Store.Path).Count() == 2));

    /// <summary>The ways by which a second lineage over the one table comes in.</summary>
    private List<string> WaysIn(Func<PolicyBook, bool> isLetIn)
    {
        Write("a", "town", Ways[0]);
        Directory.CreateSymbolicLink(_folder["elsewhere"], _folder.Path);
        File.CreateSymbolicLink(_folder["link.csv"], _folder["people.csv"]);
        File.Copy(_folder["people.csv"], _folder["copy.csv"]);
        var ways = new List<string>();
        foreach (var way in Ways)
        {
            Write("b", "village", way);
            if (isLetIn(PolicyBook.Load(_folder.Path)))
            {
                ways.Add(way);
            }
        }

        return ways;
    }

    private void Write(string dataset, string lineage, string path) => FullPolicy.Write(
        _folder.Path,
        FullPolicy.Text.Replace("dataset: people", $"dataset: set-{dataset}", StringComparison.Ordinal)
            .Replace("lineage: town", $"lineage: {lineage}", StringComparison.Ordinal)
            .Replace("path: people.csv", $"path: {path}", StringComparison.Ordinal),
        $"{dataset}.yaml");
}
