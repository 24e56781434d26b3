using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>The published filters decide every document of the labelled file as we do, for the same reason.</summary>
public sealed class ParityTests
{
    private readonly QualityMeter _meter = new();

    [Fact]
    public void Every_decision_and_reason_is_that_of_the_published_filter()
    {
        var differences = SharedFile.Rows("quality_dev.jsonl").SelectMany(Differences).ToList();

        Assert.Equal([], differences);
    }

    [Fact]
    public void C4_leaves_the_same_text_to_the_last_byte()
    {
        var differences = SharedFile.Rows("quality_dev.jsonl")
            .Where(row => Golden(row).GetProperty("c4").TryGetProperty("text_sha256", out _))
            .Where(row => Golden(row).GetProperty("c4").GetProperty("text_sha256").GetString() != Digest(row))
            .Select(row => row.GetProperty("id").GetString()).ToList();

        Assert.Equal([], differences);
    }

    private IEnumerable<string> Differences(JsonElement row)
    {
        var verdicts = QualityVerdicts.Of(
            _meter.Measure(row.GetProperty("text").GetString()!), QualityRecipe.Published);
        foreach (var verdict in verdicts)
        {
            var isChinese = verdict.Name == QualityVerdicts.FineWeb2Chinese;
            var labels = isChinese ? row : Golden(row);
            if (labels.TryGetProperty(verdict.Name, out var golden) && !IsSame(verdict, golden))
            {
                yield return $"{row.GetProperty("id")} {verdict.Name}: {golden} is {verdict.Reason ?? "kept"} here";
            }
        }
    }

    private static bool IsSame(QualityVerdict verdict, JsonElement golden) =>
        verdict.Keep == golden.GetProperty("keep").GetBoolean()
        && verdict.Reason == golden.GetProperty("reason").GetString();

    private static JsonElement Golden(JsonElement row) => row.GetProperty("datatrove");

    private static string Digest(JsonElement row) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(C4Text.Of(row.GetProperty("text").GetString()!))));
}
