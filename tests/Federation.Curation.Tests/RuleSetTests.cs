using System.Security.Cryptography;
using System.Text;
using Federation.Curation.Language;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests;

/// <summary>
/// What was derived under other rules must not fit: rules that find or judge otherwise have another version.
/// </summary>
public class RuleSetTests
{
    /// <summary>Each version, oldest first, and the digest of what its rules make of fixed texts.</summary>
    private static readonly (string Version, string Digest)[] Versions =
    [
        ("2026-11-26.2 unicode-14.0", "d1b324ed4023688850132bcb7b9e12029a9910c054b710c22bb368176f09df3b"),
        ("2026-11-26.3 unicode-14.0", "af7a7e529efbd6086084c7dec197bfeb5634dc20a27f4f42f6d2675d23535742"),
        ("2026-11-26.4 unicode-14.0", "1467dadca8495a623b65ae015c20809ddbb1fe3173a1361eb53213dd508c7b56"),
    ];

    [Fact]
    public void Rules_that_find_or_judge_otherwise_have_another_version()
    {
        var (version, digest) = Versions[^1];

        Assert.True(version == RuleSet.Version, "The last line here is of another version.");
        Assert.True(digest == Digest(),
            $"The rules changed: raise RuleSet.Version and add a line here, with digest {Digest()}.");
    }

    [Fact]
    public void No_version_stands_for_two_sets_of_rules()
    {
        Assert.Equal(Versions.Length, Versions.DistinctBy(row => row.Version).Count());
        Assert.Equal(Versions.Length, Versions.DistinctBy(row => row.Digest).Count());
    }

    private static string Digest()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var redactor = Redactor.Of(RedactorCatalog.Names);
        var meter = new QualityMeter();
        foreach (var text in RuleSetTexts.All())
        {
            var result = redactor.Redact(text);
            var verdicts = QualityVerdicts.Of(meter.Measure(text), QualityRecipe.Published);
            var (language, script) = LanguageIdentifier.Identify(text);
            Add(digest, $"{text}\n{result.Text}\n{language} {script} {string.Join(' ', verdicts)}\n");
            foreach (var finding in result.Findings)
            {
                Add(digest, $"{finding}\n");
            }
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static void Add(IncrementalHash digest, string line) => digest.AppendData(Encoding.UTF8.GetBytes(line));
}
