using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Sql;

/// <summary>What a text asks: the typed query that is sent, and what the client does with the answer.</summary>
/// <param name="Query">The typed query.</param>
/// <param name="Steps">HAVING, ORDER BY and LIMIT, on noisy values only; never sent.</param>
public sealed record SqlQuestion(AggregateQuery Query, AnswerSteps Steps);
