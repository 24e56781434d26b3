namespace Federation.Benchmarks;

/// <summary>The best of rounds that go on until they bring nothing better: code is compiled for speed while it runs, the
/// last of it after seconds.</summary>
/// <param name="settledCount">So many rounds in a row without a better one end it.</param>
/// <param name="roundsMax">The most rounds.</param>
/// <param name="betterRatio">What a round may take of the best one to be better.</param>
internal sealed class SettledRounds(int settledCount, int roundsMax, double betterRatio)
{
    /// <summary>The least seconds of a round.</summary>
    /// <param name="round">Runs one and says how many seconds of processor time it took.</param>
    public double Best(Func<double> round)
    {
        var (best, settled) = (double.MaxValue, 0);
        for (var i = 0; i < roundsMax && settled < settledCount; i++)
        {
            var seconds = round();
            settled = seconds < best * betterRatio ? 0 : settled + 1;
            best = Math.Min(best, seconds);
        }

        return best;
    }
}
