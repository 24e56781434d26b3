using Federation.Contracts.Type.V1;

namespace Federation.Client.Statistics;

/// <summary>Says how quantiles are to be answered: picked where one silo is asked, as trees where several
/// are.</summary>
public static class QuantileForms
{
    /// <summary>The question as it is sent; the same where it asks for no quantile or says a form itself.</summary>
    /// <param name="query">The question.</param>
    /// <param name="silosCount">How many silos are asked.</param>
    public static AggregateQuery Of(AggregateQuery query, int silosCount)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.QuantileForm != QuantileForm.Unspecified
            || query.Measures.All(measure => measure.Kind != MeasureKind.Quantile))
        {
            return query;
        }

        var said = query.Clone();
        said.QuantileForm = silosCount == 1 ? QuantileForm.Selected : QuantileForm.Tree;
        return said;
    }
}
