using Federation.Contracts.Type.V1;
using Federation.Tests.Adapter;
using Google.Protobuf;
using static Federation.Tests.Attacks.Attacker;

namespace Federation.Tests.Attacks;

/// <summary>Asks one question in other words each time, so that a store of answers does not know it again.</summary>
public sealed class SemanticRepeatTests
{
    private static readonly Predicate[] Spellings =
    [
        Compare("age", ComparisonOperator.GreaterOrEqual, 18),
        Compare("age", ComparisonOperator.Greater, 17),
        Not(Compare("age", ComparisonOperator.Less, 18)),
        Not(Compare("age", ComparisonOperator.LessOrEqual, 17)),
        Not(Not(Compare("age", ComparisonOperator.GreaterOrEqual, 18))),
        All(Compare("age", ComparisonOperator.Greater, 17), Compare("age", ComparisonOperator.Greater, 3)),
        All(Compare("age", ComparisonOperator.Greater, 17), Compare("age", ComparisonOperator.LessOrEqual, 500)),
        Any(Compare("age", ComparisonOperator.Greater, 17), Compare("age", ComparisonOperator.Greater, 60)),
        Any(Compare("age", ComparisonOperator.Equal, 18), Compare("age", ComparisonOperator.Greater, 18)),
    ];

    /// <summary>Nine draws at scale 1,000 are alike by chance less than once in 10²⁰ runs.</summary>
    [Fact]
    public async Task All_spellings_of_one_question_get_one_draw_under_one_debit()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();

        var seen = await AttackAsync(query => FirstValueAsync(rig, 1_000, request => request.Query = query));

        Assert.Equal(1, seen.DrawsCount);
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task Control_a_store_of_answers_by_the_words_of_the_question_draws_for_each_spelling()
    {
        var noise = new SeededNoise(1);
        var answers = new Dictionary<string, long>();

        var seen = await AttackAsync(query =>
        {
            var words = query.ToByteString().ToBase64();
            answers.TryAdd(words, 2 + noise.Laplace(1_000));
            return Task.FromResult(answers[words]);
        });

        Assert.Equal(Spellings.Length, seen.DrawsCount);
    }

    private static Task<Repetition> AttackAsync(Func<AggregateQuery, Task<long>> askAsync) =>
        Repetition.RunAsync(Spellings.Length, number =>
        {
            var query = new AggregateQuery { Dataset = "people", Filter = Spellings[number] };
            query.Measures.Add(new Measure { Kind = MeasureKind.Count });
            return askAsync(query);
        });
}
