using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Curation.Decontamination;

namespace Federation.Adapter.Samples.Evaluations;

/// <summary>
/// The evaluation sets that a trainer brought with its request. Read before anything is paid, from the request alone.
/// </summary>
public sealed partial class TrainerEvaluation
{
    /// <summary>The most words and characters of all items together; more than fit into a request of plain text.
    /// </summary>
    private const int TokensMax = 1_000_000;

    private TrainerEvaluation(IReadOnlyList<string> names, DecontaminationIndex index) =>
        (Names, Index) = (names, index);

    /// <summary>The names of the sets, in the order of the request.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What is searched for. The id of an item is the place of its set in the request.</summary>
    internal DecontaminationIndex Index { get; }

    /// <summary>Reads the sets of a request; null where it brings none.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The policy permits fewer, or they are malformed.</exception>
    internal static TrainerEvaluation? Read(SampleRequest body, SampleRules rules)
    {
        var sets = body.EvaluationSets;
        if (sets.Count == 0)
        {
            return body.BackfillRecordsCount == 0 ? null : throw Refusals.RequestInvalid(
                "backfill_records_count", "must be 0 where no evaluation set is brought");
        }

        Check(sets.Count <= RequestLimits.EvaluationSetsMax, $"must be at most {RequestLimits.EvaluationSetsMax}");
        Check(
            sets.Sum(set => (long)set.Items.Count) <= rules.EvaluationItemsMax,
            $"must have at most {rules.EvaluationItemsMax} items together here");
        Check(
            sets.Select(set => set.Name).Distinct(StringComparer.Ordinal).Count() == sets.Count,
            "must have different names");
        var index = new DecontaminationIndex(TokensMax);
        foreach (var (place, set) in sets.Index())
        {
            Check(SetName().IsMatch(set.Name), "must have names of the form [a-z0-9][a-z0-9._-]{0,62}");
            var countBefore = index.Count;
            var id = place.ToString(CultureInfo.InvariantCulture);
            Check(
                set.Items.All(item => index.TryAdd(id, item)), $"must have at most {TokensMax} words and characters");
            Check(
                index.Count > countBefore,
                "must each have an item of 8 words or 19 Chinese characters at least, to be told from chance");
        }

        return new TrainerEvaluation([.. sets.Select(set => set.Name)], index);
    }

    private static void Check(bool holds, string rule)
    {
        if (!holds)
        {
            throw Refusals.RequestInvalid("evaluation_sets", rule);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex SetName();
}
