using System.Security.Cryptography;

namespace Federation.Tests.Cli;

public sealed class DemoDataTests
{
    [Fact]
    public async Task The_same_people_and_texts_come_out_at_every_run()
    {
        using var folder = new TemporaryFolder();
        foreach (var run in new[] { "one", "two" })
        {
            Assert.Equal(0, (await CommandLine.RunAsync(
                "demo", "data", "--out", folder[run], "--people", "50", "--quiet")).ExitCode);
        }

        foreach (var file in new[] { "hospital/people.parquet", "shop/people.jsonl", "shop/notes.jsonl", "chat/notes.jsonl" })
        {
            Assert.Equal(Digest(folder[$"one/{file}"]), Digest(folder[$"two/{file}"]));
        }

        Assert.True(new FileInfo(folder["one/chat/people.sqlite"]).Length > 4_096);
    }

    [Fact]
    public async Task Some_texts_hold_resident_ids_with_a_valid_check_digit()
    {
        using var folder = new TemporaryFolder();
        await CommandLine.RunAsync("demo", "data", "--out", folder.Path, "--people", "1");
        var text = await File.ReadAllTextAsync(folder["shop/notes.jsonl"], TestContext.Current.CancellationToken);
        var ids = System.Text.RegularExpressions.Regex.Matches(text, "身份证是([0-9]{17}[0-9X])").ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.True(HasValidCheckDigit(id.Groups[1].Value)));
        Assert.Contains("@example", text, StringComparison.Ordinal);
    }

    private static bool HasValidCheckDigit(string id)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[weights.Zip(id, (weight, digit) => weight * (digit - '0')).Sum() % 11] == id[17];
    }

    private static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
