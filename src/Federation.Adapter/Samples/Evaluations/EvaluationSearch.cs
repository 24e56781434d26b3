using System.Globalization;
using Federation.Contracts.Type.V1;
using Federation.Curation.Decontamination;

namespace Federation.Adapter.Samples.Evaluations;

/// <summary>
/// Compares records with a trainer's evaluation sets, as they would leave: what was cut from a text can be probed with
/// no item. For one stream.
/// </summary>
internal sealed class EvaluationSearch(TrainerEvaluation evaluation)
{
    private readonly ContaminationSearch _search = new(evaluation.Index);

    /// <summary>The place of the set that a record overlaps first; null where it is clean.</summary>
    public int? SetOf(SampleRecord record)
    {
        foreach (var field in record.Fields)
        {
            if (field.HasText && _search.Find(field.Text) is { } overlap)
            {
                return int.Parse(overlap.EvaluationId, NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
