using Federation.Adapter.Grants;
using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Tests.Cli;

namespace Federation.Tests.Adapter.Policies;

public sealed class GrantTests
{
    private static readonly Agreement Wanted = new(
        "acme-2026", new string('a', 64), [DeliveryKind.Statistics, DeliveryKind.Samples], ["research"],
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new AgreementQuotas(500_000, 1_000, 500));

    [Theory]
    [InlineData("agreements:\n  # none yet\n  - id: one", "agreements:\n  # none yet\n  - id: one")]
    [InlineData("agreements:\n- id: one", "agreements:\n- id: one")]
    [InlineData("agreements: [] # nobody yet\n\n# The end.", "agreements: # nobody yet")]
    [InlineData("# The end.", "# The end.\nagreements:")]
    public void Every_line_stays_and_the_agreement_is_added_where_the_list_ends(string list, string kept)
    {
        using var folder = new TemporaryFolder();
        var text = WithList(list);
        var path = FullPolicy.Write(folder.Path, text);
        var before = PolicyBook.Load(path).Datasets[0].Agreements.Count;

        Grant.Prepare(path, Wanted).Commit();

        var after = File.ReadAllText(path);
        Assert.Contains(kept, after, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => !line.StartsWith("agreements", StringComparison.Ordinal)),
            line => Assert.Contains(line, after.Split('\n')));
        var agreements = PolicyBook.Load(path).Datasets[0].Agreements;
        Assert.Equal(before + 1, agreements.Count);
        Assert.Equal(("acme-2026", Wanted.TrainerFingerprint, Wanted.Quotas, Wanted.ValidFrom, Wanted.ValidUntil),
            (agreements[^1].Id, agreements[^1].TrainerFingerprint, agreements[^1].Quotas, agreements[^1].ValidFrom, agreements[^1].ValidUntil));
        Assert.Equal(["people.csv", "people.yaml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Line_ends_of_the_file_are_kept()
    {
        using var folder = new TemporaryFolder();
        var path = FullPolicy.Write(folder.Path, FullPolicy.Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Grant.Prepare(path, Wanted).Commit();
        var text = File.ReadAllText(path);
        Assert.Equal(text.Count(character => character == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public void An_id_is_granted_once_and_the_file_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = FullPolicy.Write(folder.Path);
        var fault = Assert.Throws<GrantException>(() => Grant.Prepare(path, Wanted with { Id = "lab-2026" }));
        Assert.Contains("another id", fault.Message, StringComparison.Ordinal);
        Assert.Equal(FullPolicy.Text, File.ReadAllText(path));
    }

    [Fact]
    public void What_the_reader_refuses_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var path = FullPolicy.Write(folder.Path);
        Agreement[] wrong =
        [
            Wanted with { Purposes = ["marketing"] }, Wanted with { ValidUntil = Wanted.ValidFrom },
            Wanted with { Deliveries = [] }, Wanted with { Quotas = Wanted.Quotas with { RequestsMax = 0 } },
            Wanted with { TrainerFingerprint = "abc" },
        ];
        Assert.All(wrong, agreement => Assert.Throws<ConfigurationException>(() => Grant.Prepare(path, agreement)));
        Assert.Equal(FullPolicy.Text, File.ReadAllText(path));
    }

    [Fact]
    public void A_list_that_lines_cannot_be_added_to_is_left_alone_and_the_lines_are_shown()
    {
        using var folder = new TemporaryFolder();
        var text = WithList($"agreements: [{{id: one, trainer: {FullPolicy.Fingerprint}, deliveries: [samples], purposes: [research], " +
            "from: 2026-01-01, until: 2027-01-01, quotas: {epsilon: 1, requests: 1, records: 1}}]");
        var path = FullPolicy.Write(folder.Path, text);
        var fault = Assert.Throws<GrantException>(() => Grant.Prepare(path, Wanted));
        Assert.Contains("- id: acme-2026", fault.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        var path = FullPolicy.Write(folder.Path);
        var grant = Grant.Prepare(path, Wanted);
        File.AppendAllText(path, "# a colleague was here\n");
        Assert.Throws<GrantException>(grant.Commit);
        Assert.EndsWith("was here\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    /// <summary>The full policy with another list of agreements; an item "one" gets its other keys.</summary>
    private static string WithList(string list)
    {
        var head = FullPolicy.Text[..FullPolicy.Text.IndexOf("agreements:", StringComparison.Ordinal)];
        var at = list.IndexOf("- id: one", StringComparison.Ordinal);
        if (at < 0)
        {
            return head + list + "\n";
        }

        var indent = new string(' ', at - list.LastIndexOf('\n', at) - 1 + 2);
        string[] rest =
        [
            $"trainer: {FullPolicy.Fingerprint}", "deliveries: [samples] # texts only", "purposes: [training]",
            "from: 2026-01-01", "until: 2027-01-01", "quotas: {epsilon: 1, requests: 1, records: 1}", "# The end of it.",
        ];
        return $"{head}{list}\n{string.Join('\n', rest.Select(line => indent + line))}\n";
    }
}
