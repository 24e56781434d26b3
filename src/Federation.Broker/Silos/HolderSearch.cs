using Federation.Broker.Records;
using Federation.Broker.Requests;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker.Silos;

/// <summary>Finds who may know the answer to a question; that nobody does is on record.</summary>
/// <param name="catalogues">What silos offer.</param>
/// <param name="records">The broker's log.</param>
public sealed class HolderSearch(SiloCatalogues catalogues, BrokerRecords records)
{
    /// <summary>The silos that hold the dataset of a request, of those that it names.</summary>
    /// <exception cref="RefusalException">No silo does: ACCESS_DENIED, as for a dataset that there is not.</exception>
    public async Task<IReadOnlyList<SiloKnowledge>> FindAsync(
        AdmittedRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var question = request.Question;
        var holders = await catalogues.FindAsync(question.Dataset, question.Header.Silos, cancellationToken);
        if (holders.Count > 0)
        {
            return holders;
        }

        await records.DenyAsync(
            request.Caller, question, question.Delivery, RefusalReason.AccessDenied, cancellationToken);
        throw new RefusalException(Refusal.AccessDenied(question.Dataset));
    }
}
