using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Tests;

/// <summary>
/// Text is read by the longest vectors that a processor has. On any other it is read by shorter ones or by none, which
/// this machine does only where it is told to: in a process of its own.
/// </summary>
public sealed class OtherProcessorTests
{
    private const string NoLongVectors = "DOTNET_EnableAVX512";
    private const string NoVectors = "DOTNET_EnableAVX2";

    [Theory]
    [InlineData(NoLongVectors)]
    [InlineData(NoVectors)]
    public async Task The_fast_ways_are_right_with_shorter_vectors_and_with_none(string switchedOff)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(OtherProcessorTests).Assembly.Location, "-noColor", "-noLogo",
            "-class", typeof(FastPathTests).FullName!, "-class", typeof(VectorTests).FullName!,
        ])
        { RedirectStandardOutput = true };
        start.Environment[switchedOff] = "0";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
    }

    /// <summary>Held in every process: without it the one above could run on the very vectors that it means to
    /// miss.</summary>
    public sealed class VectorTests
    {
        [Fact]
        public void What_is_switched_off_is_not_used()
        {
            Assert.False(IsOff(NoLongVectors) && Vector512.IsHardwareAccelerated);
            Assert.False(IsOff(NoVectors) && Vector256.IsHardwareAccelerated);
        }

        private static bool IsOff(string name) => Environment.GetEnvironmentVariable(name) == "0";
    }
}
