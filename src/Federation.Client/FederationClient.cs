using Federation.Client.Profiles;
using Federation.Client.Samples;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Client.Verification;
using Federation.Contracts;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Federation.Client;

/// <summary>A trainer's way into a federation: lists, asks, samples, and believes nothing unchecked.</summary>
/// <remarks>The broker is a messenger. Keys of silos are pinned; whatever does not verify is an error.</remarks>
public sealed class FederationClient : IDisposable
{
    private readonly TrainerProfile _profile;
    private readonly TrainerKeys _keys;
    private readonly BrokerService.BrokerServiceClient _broker;
    private readonly RequestSigner _signer;
    private readonly PinnedEnvelopes _envelopes;
    private readonly BrokerProofVerifier _brokerProofs;
    private readonly GrpcChannel? _channel;
    private readonly TimeProvider _time;
    private KnownCatalogues? _known;

    /// <summary>Creates a client over a channel that the caller keeps.</summary>
    /// <param name="profile">What is pinned and named.</param>
    /// <param name="keys">The trainer's keys; stay the caller's to dispose.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="time">The clock.</param>
    public FederationClient(
        TrainerProfile profile, TrainerKeys keys, BrokerService.BrokerServiceClient broker, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _profile = profile;
        _keys = keys;
        _broker = broker;
        _signer = new RequestSigner(profile, keys, time);
        _envelopes = new PinnedEnvelopes(profile);
        _brokerProofs = new BrokerProofVerifier(profile);
        _time = time;
    }

    private FederationClient(TrainerProfile profile, TrainerKeys keys, GrpcChannel channel)
        : this(profile, keys, new BrokerService.BrokerServiceClient(channel), TimeProvider.System) =>
        _channel = channel;

    /// <summary>Opens a link to the profile's broker over mutual TLS 1.3.</summary>
    public static FederationClient Open(TrainerProfile profile, TrainerKeys keys) =>
        new(profile, keys, BrokerLink.Open(profile, keys));

    /// <summary>Lists what every silo offers.</summary>
    /// <exception cref="FederationException">The broker cannot be reached, or a catalogue does not verify.</exception>
    public async Task<IReadOnlyList<CatalogueOutcome>> ListCataloguesAsync(CancellationToken cancellationToken)
    {
        using var activity = ClientTelemetry.Source.StartActivity("federation.catalogues");
        var response = await BrokerCalls.RunAsync(() => _broker.ListCataloguesAsync(
            new ListCataloguesRequest(), BrokerCalls.Options(cancellationToken)).ResponseAsync);
        IReadOnlyList<CatalogueOutcome> outcomes = [.. response.Silos.Select(Check)];
        _known = new KnownCatalogues(outcomes, _time.GetUtcNow());
        return outcomes;
    }

    /// <summary>Asks the pinned silos what was spent and what is left. Costs nothing.</summary>
    /// <exception cref="FederationException">Refused, unverified or unreachable.</exception>
    public async Task<IReadOnlyList<BudgetOutcome>> GetBudgetsAsync(CancellationToken cancellationToken)
    {
        using var activity = ClientTelemetry.Source.StartActivity("federation.budgets");
        var body = new BudgetRequest
        {
            Header = _signer.Header(_profile.Silos.Select(silo => silo.Id), requestId: null),
        };
        var request = _signer.Sign(PayloadTypes.BudgetRequest, body.Header, body);
        var response = await BrokerCalls.RunAsync(() => _broker.GetBudgetAsync(
            new GetBudgetRequest { Envelope = request.Envelope },
            BrokerCalls.Options(cancellationToken)).ResponseAsync);
        return [.. response.Silos.Where(entry => _envelopes.Knows(entry.Silo))
            .Select(entry => BudgetReader.Read(entry, request, _envelopes))];
    }

    /// <summary>Asks a question written in SQL.</summary>
    /// <param name="sql">The text; see <see cref="SqlCompiler"/>.</param>
    /// <param name="epsilonMicros">The privacy loss to spend at each silo, in millionths of a nat.</param>
    /// <param name="cancellationToken">Stops waiting; a debit already made stays made.</param>
    /// <exception cref="SqlFaultException">The text is outside the supported subset.</exception>
    /// <exception cref="FederationException">Refused, unverified or unreachable.</exception>
    public async Task<StatisticAnswer> QueryAsync(string sql, long epsilonMicros, CancellationToken cancellationToken)
    {
        var question = SqlCompiler.CompileQuestion(sql);
        return question.Steps.Apply(await QueryAsync(question.Query, epsilonMicros, cancellationToken));
    }

    /// <summary>Asks a typed question whose answer is pure.</summary>
    /// <inheritdoc cref="QueryAsync(string, long, CancellationToken)"/>
    public Task<StatisticAnswer> QueryAsync(
        AggregateQuery query, long epsilonMicros, CancellationToken cancellationToken) =>
        QueryAsync(query, epsilonMicros, deltaFemtos: 0, cancellationToken);

    /// <summary>Asks a typed question.</summary>
    /// <param name="query">The question.</param>
    /// <param name="epsilonMicros">The privacy loss to spend at each silo, in millionths of a nat.</param>
    /// <param name="deltaFemtos">δ that the answer may have beside it, in units of 10⁻¹⁵; 0 for a pure answer. Above 0
    /// silos use Gaussian noise where that errs less.</param>
    /// <param name="cancellationToken">Stops waiting; a debit already made stays made.</param>
    /// <exception cref="FederationException">Refused, unverified or unreachable.</exception>
    public async Task<StatisticAnswer> QueryAsync(
        AggregateQuery query, long epsilonMicros, long deltaFemtos, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var activity = ClientTelemetry.Source.StartActivity("federation.query");
        var (silos, catalogues) = await FindSilosAsync(query.Dataset, cancellationToken);
        var known = _known;
        var body = new StatisticRequest
        {
            Header = _signer.Header(silos, requestId: null),
            Query = QuantileForms.Of(query, silos.Count),
            EpsilonMicros = epsilonMicros,
            DeltaFemtos = deltaFemtos,
        };
        var request = _signer.Sign(PayloadTypes.StatisticRequest, body.Header, body);
        var response = await BrokerCalls.RunAsync(() => _broker.QueryStatisticAsync(
            new QueryStatisticRequest { Envelope = request.Envelope },
            BrokerCalls.Options(cancellationToken)).ResponseAsync);
        _known = null; // Until all of it verifies: a silo may have a new log by now.
        var coverage = Check(response, request, body, new StatisticVerifier(_envelopes, catalogues));
        var proof = _brokerProofs.Verify(response);
        var answer = StatisticReader.Read(body, response, coverage) with { BrokerProof = proof };
        _known = known;
        return answer;
    }

    /// <summary>Fetches records, decrypted and checked, silo after silo.</summary>
    /// <param name="order">What to fetch.</param>
    /// <param name="target">Takes what verified, chunk by chunk.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="FederationException">Refused by all, unverified, cut or unreachable.</exception>
    public async Task<SampleOutcome> SampleAsync(
        SampleOrder order, ISampleTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(target);
        using var activity = ClientTelemetry.Source.StartActivity("federation.sample");
        var (silos, catalogues) = await FindSilosAsync(order.Dataset, cancellationToken);
        var body = new SampleRequest
        {
            Header = _signer.Header(silos, order.RequestId),
            Dataset = order.Dataset,
            Columns = { order.Columns },
            RecordsCount = order.RecordsCount,
            SkippedRecordsCount = order.SkippedRecordsCount,
            EncryptionKey = ByteString.CopyFrom(_keys.Decryption.PublicKey),
            EvaluationSets = { order.EvaluationSets },
            BackfillRecordsCount = order.BackfillRecordsCount,
            RemovalEpsilonMicros = order.RemovalEpsilonMicros,
        };
        var request = _signer.Sign(PayloadTypes.SampleRequest, body.Header, body);
        using var reader = new SampleReader(
            request, body, silos, _keys.Decryption, _envelopes, catalogues, _brokerProofs);
        using var call = _broker.StreamSample(
            new StreamSampleRequest { Envelope = request.Envelope }, BrokerCalls.StreamOptions(cancellationToken));
        while (await BrokerCalls.RunAsync(() => call.ResponseStream.MoveNext(cancellationToken)))
        {
            if (reader.Take(call.ResponseStream.Current) is { } chunk)
            {
                await target.AddAsync(chunk, cancellationToken);
            }
        }

        return reader.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();

    private CatalogueOutcome Check(SiloCatalogueEntry entry)
    {
        if (entry.OutcomeCase != SiloCatalogueEntry.OutcomeOneofCase.Envelope)
        {
            return new CatalogueOutcome(entry.Silo, Catalogue: null, entry.Refusal, _envelopes.Knows(entry.Silo));
        }

        if (!_envelopes.Knows(entry.Silo))
        {
            return new CatalogueOutcome(entry.Silo, Catalogue: null, Refusal: null, IsPinned: false);
        }

        var catalogue = _envelopes.Open(entry.Silo, entry.Envelope, PayloadTypes.Catalogue, SiloCatalogue.Parser);
        return catalogue.Silo == entry.Silo
            ? new CatalogueOutcome(entry.Silo, catalogue, Refusal: null, IsPinned: true)
            : throw FederationException.Unverified(entry.Silo, "its catalogue speaks for another silo");
    }

    /// <summary>The pinned silos that offer a dataset, or may: a silent one is asked, and named.</summary>
    private async Task<(List<string> Silos, Dictionary<string, SiloCatalogue> Catalogues)> FindSilosAsync(
        string dataset, CancellationToken cancellationToken)
    {
        var known = _known is { } recent && recent.Serves(dataset, _time.GetUtcNow())
            ? recent.Outcomes : await ListCataloguesAsync(cancellationToken);
        var outcomes = known.Where(outcome => outcome.IsPinned).ToList();
        var catalogues = outcomes.Where(outcome => outcome.Catalogue is not null)
            .ToDictionary(outcome => outcome.Silo, outcome => outcome.Catalogue!, StringComparer.Ordinal);
        var offering = catalogues.Where(silo => silo.Value.Datasets.Any(listing => listing.Dataset == dataset))
            .Select(silo => silo.Key).ToList();
        if (offering.Count == 0)
        {
            var offered = catalogues.Values.SelectMany(catalogue => catalogue.Datasets)
                .Select(listing => listing.Dataset);
            throw new FederationException(
                FederationFaultKind.Refused,
                $"No silo of the profile offers the dataset '{dataset}'. There is: " +
                $"{string.Join(", ", offered.Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("nothing"))}.",
                RefusalReason.AccessDenied);
        }

        var silent = outcomes.Where(outcome => outcome.Catalogue is null).Select(outcome => outcome.Silo);
        return ([.. offering.Concat(silent).Order(StringComparer.Ordinal)], catalogues);
    }

    private static List<SiloOutcome> Check(
        QueryStatisticResponse response, SignedRequest request, StatisticRequest body, StatisticVerifier verifier)
    {
        var asked = request.Header.Silos.ToHashSet(StringComparer.Ordinal);
        var coverage = new List<SiloOutcome>();
        foreach (var answer in response.Answers)
        {
            if (!asked.Remove(answer.Silo))
            {
                throw FederationException.Unverified(answer.Silo, "it was not asked, or answered twice");
            }

            coverage.Add(answer.OutcomeCase == SiloAnswer.OutcomeOneofCase.Release
                ? verifier.Verify(answer, request, body)
                : new SiloOutcome(answer.Silo, null, null, null, answer.Refusal ?? new Refusal()));
        }

        return asked.Count == 0
            ? coverage
            : throw FederationException.Unverified(asked.First(), "the broker is silent about it");
    }
}
