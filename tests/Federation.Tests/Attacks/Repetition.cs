namespace Federation.Tests.Attacks;

/// <summary>Asks for one number again and again: how many draws of noise were seen, and their average.</summary>
internal sealed record Repetition(int DrawsCount, double Average)
{
    public static async Task<Repetition> RunAsync(int asksCount, Func<int, Task<long>> askAsync)
    {
        var answers = new List<long>();
        for (var number = 0; number < asksCount; number++)
        {
            answers.Add(await askAsync(number));
        }

        return new Repetition(answers.Distinct().Count(), answers.Average());
    }
}
