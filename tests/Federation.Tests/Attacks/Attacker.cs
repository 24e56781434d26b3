using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>What most attacks do: ask a question, look whether it is answered, read the first number.</summary>
internal static class Attacker
{
    /// <summary>Asks one of a thousand different questions; false where it is refused for want of budget.</summary>
    public static async Task<bool> IsAnsweredAsync(
        AdapterRig rig, long epsilonMicros, int questionNumber, SigningKey? trainer = null)
    {
        try
        {
            await rig.AskAsync(
                epsilonMicros, request => P2FundedTests.Distinguish(request, questionNumber), trainer: trainer);
            return true;
        }
        catch (RefusalException refusal) when (refusal.Refusal.Reason == RefusalReason.BudgetExhausted)
        {
            return false;
        }
    }

    public static async Task<long> FirstValueAsync(
        AdapterRig rig, long epsilonMicros, Action<StatisticRequest>? change = null, SigningKey? trainer = null) =>
        ReleaseOf(await rig.AskAsync(epsilonMicros, change, trainer: trainer)).Cells[0].Values[0];

    public static StatisticRelease ReleaseOf(SealedRelease release) =>
        StatisticRelease.Parser.ParseFrom(release.Envelope.Payload);

    public static Predicate Compare(string column, ComparisonOperator comparison, long value) => new()
    {
        Comparison = new Comparison
        {
            Column = column,
            Operator = comparison,
            Value = new Value { Integer = value },
        },
    };

    public static Predicate Not(Predicate operand) => new() { Negation = operand };

    public static Predicate All(params Predicate[] operands)
    {
        var conjunction = new Conjunction();
        conjunction.Operands.Add(operands);
        return new Predicate { Conjunction = conjunction };
    }

    public static Predicate Any(params Predicate[] operands)
    {
        var disjunction = new Disjunction();
        disjunction.Operands.Add(operands);
        return new Predicate { Disjunction = disjunction };
    }
}
