using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker;

/// <summary>Carries a trainer's question after its budgets to silos, and their signed reports back, unread.</summary>
public sealed class FederatedBudget(
    RequestDoor door, IReadOnlyList<Silo> silos, TimeSpan siloDeadline, TimeProvider time)
{
    private static readonly TimeSpan DeadlineMax = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _deadline = siloDeadline < DeadlineMax ? siloDeadline : DeadlineMax;

    /// <summary>Asks the silos that the request names, or all of them.</summary>
    /// <exception cref="RefusalException">The caller is no trainer, asks too often, or the request is none.</exception>
    public async Task<GetBudgetResponse> RunAsync(
        Caller caller, Envelope? envelope, CancellationToken cancellationToken)
    {
        door.AdmitReader(caller);
        var request = BudgetQuestion.Read(envelope);
        var asked = silos.Where(silo =>
            request.Header.Silos.Count == 0 || request.Header.Silos.Contains(silo.Id));
        var response = new GetBudgetResponse();
        response.Silos.Add(await Task.WhenAll(asked.Select(silo => AskAsync(silo, envelope!, cancellationToken))));
        return response;
    }

    private async Task<SiloBudgetEntry> AskAsync(Silo silo, Envelope envelope, CancellationToken cancellationToken)
    {
        var (report, refusal) = await SiloCall.TryAsync<Envelope?>(
            silo.Id, _deadline, time, token => silo.Channel.GetBudgetAsync(envelope, token), cancellationToken);
        var entry = new SiloBudgetEntry { Silo = silo.Id };
        if (report is not null)
        {
            entry.Envelope = report;
        }
        else
        {
            entry.Refusal = (refusal ?? Refusal.ReleaseInvalid(silo.Id)).ToWire();
        }

        return entry;
    }
}
