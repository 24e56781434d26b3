using Federation.Tests.Cli;

namespace Federation.Tests.BadInput;

/// <summary>ε as people write it. NaN and infinity cannot be said on the wire; here they can be typed.</summary>
public sealed class EpsilonTextTests
{
    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-1")]
    [InlineData("0.0000001")]
    [InlineData("10.000001")]
    [InlineData("1e-3")]
    [InlineData("0x1")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("１")]
    [InlineData("٣")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.5; DROP TABLE people")]
    public async Task What_is_no_privacy_loss_is_a_wrong_use_and_is_told_so(string text)
    {
        var run = await CommandLine.RunAsync("query", "SELECT COUNT(*) FROM people", $"--epsilon={text}");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--epsilon", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of this program", run.Error, StringComparison.Ordinal);
    }
}
