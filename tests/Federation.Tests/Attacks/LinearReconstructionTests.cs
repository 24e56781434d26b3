using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;
using static Federation.Tests.Attacks.Attacker;

namespace Federation.Tests.Attacks;

/// <summary>
/// Dinur and Nissim 2003: many counts over random halves of the people, each a little wrong, are linear equations from
/// which the secret of every one follows by least squares.
/// </summary>
public sealed class LinearReconstructionTests
{
    private const int PeopleCount = 24;
    private const int QuestionsCount = 80;
    private const int RightMin = 22;
    private const long EpsilonMicros = 12_500; // The whole budget of ε = 1, in equal parts.

    private static readonly bool[] Secrets =
        [.. Enumerable.Range(0, PeopleCount).Select(person => new SeededNoise((ulong)person).Below(2) == 1)];

    /// <summary>
    /// Each count has noise of deviation 113, which leaves an error of 30 in each secret of 0 or 1. A coin is right for
    /// 22 of 24 people once in 55,000 runs.
    /// </summary>
    [Fact]
    public async Task Eighty_counts_within_the_budget_give_no_better_secrets_than_a_coin_and_then_they_end()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = QuestionsCount * EpsilonMicros,
            Csv = ["pid,sex,age,note", .. Secrets.Select((secret, person) => $"{person},{(secret ? "f" : "m")},30,a")],
        }.StartAsync();

        var right = await AttackAsync(people => FirstValueAsync(rig, EpsilonMicros, request =>
        {
            var membership = new Membership { Column = "pid" };
            membership.Values.Add(people.Select(person => new Value { Integer = person }));
            request.Query.Filter = new Predicate { Membership = membership }; // The first group is that of the secret.
        }));

        Assert.InRange(right, 0, RightMin - 1);
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(EpsilonMicros));
    }

    [Fact]
    public async Task Control_the_same_counts_each_wrong_by_up_to_one_give_the_secrets_away()
    {
        var noise = new SeededNoise(1);

        var right = await AttackAsync(people =>
            Task.FromResult((long)people.Count(person => Secrets[person]) + noise.Below(3) - 1));

        Assert.InRange(right, RightMin, PeopleCount);
    }

    /// <summary>How many secrets are guessed right.</summary>
    private static async Task<int> AttackAsync(Func<IReadOnlyList<int>, Task<long>> countAsync)
    {
        var coins = new SeededNoise(7);
        var normal = new double[PeopleCount, PeopleCount + 1]; // AᵀA beside Aᵀb.
        for (var question = 0; question < QuestionsCount; question++)
        {
            int[] people = [.. Enumerable.Range(0, PeopleCount).Where(_ => coins.Below(2) == 1)];
            var count = await countAsync(people);
            foreach (var person in people)
            {
                normal[person, PeopleCount] += count;
                foreach (var other in people)
                {
                    normal[person, other]++;
                }
            }
        }

        Eliminate(normal);
        return Secrets.Index().Count(secret =>
            normal[secret.Index, PeopleCount] / normal[secret.Index, secret.Index] > 0.5 == secret.Item);
    }

    /// <summary>Gauss and Jordan, without pivots: the matrix is symmetric and positive.</summary>
    private static void Eliminate(double[,] matrix)
    {
        for (var pivot = 0; pivot < PeopleCount; pivot++)
        {
            for (var row = 0; row < PeopleCount; row++)
            {
                var factor = row == pivot ? 0 : matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = 0; column <= PeopleCount; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }
            }
        }
    }
}
