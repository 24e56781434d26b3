using Federation.Client.Verification;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;

namespace Federation.Client.Samples;

/// <summary>Follows the streams of many silos at once: each must be whole and in order.</summary>
internal sealed class SampleReader : IDisposable
{
    private readonly SignedRequest _request;
    private readonly BrokerProofVerifier _brokerProofs;
    private readonly List<BrokerProof> _proofs = [];
    private readonly Dictionary<string, SiloStream> _streams;

    public SampleReader(
        SignedRequest request, SampleRequest body, IEnumerable<string> silos, HpkePrivateKey key,
        PinnedEnvelopes envelopes, IReadOnlyDictionary<string, SiloCatalogue> catalogues,
        BrokerProofVerifier brokerProofs)
    {
        (_request, _brokerProofs) = (request, brokerProofs);
        _streams = silos.ToDictionary(
            silo => silo,
            silo => new SiloStream(
                silo, request, body, key, envelopes, catalogues.GetValueOrDefault(silo)?.LogVerifierKey),
            StringComparer.Ordinal);
    }

    /// <summary>Takes the next part of any silo; returns a chunk once one is whole and verified.</summary>
    /// <exception cref="FederationException">It does not verify, or comes out of order.</exception>
    public VerifiedChunk? Take(StreamSampleResponse part)
    {
        if (!_streams.TryGetValue(part.Silo, out var stream))
        {
            throw FederationException.Unverified(part.Silo, "it was not asked");
        }

        if (part.KindCase == StreamSampleResponse.KindOneofCase.Refusal)
        {
            stream.Refuse(part.Refusal);
            return null;
        }

        if (part.KindCase == StreamSampleResponse.KindOneofCase.Frame
            && part.Frame.KindCase == SampleFrame.KindOneofCase.End && _brokerProofs.Verify(part) is { } proof)
        {
            _proofs.Add(proof);
        }

        return part.KindCase == StreamSampleResponse.KindOneofCase.Frame
            ? stream.Take(part.Frame)
            : throw FederationException.Unverified(part.Silo, "a part of its stream is empty");
    }

    /// <summary>Checks that every stream came to its end.</summary>
    /// <exception cref="FederationException">One was cut.</exception>
    public SampleOutcome Finish()
    {
        var silos = _streams.Values.Select(stream => stream.Finish()).ToList();
        return new SampleOutcome(_request.Header.RequestId, _request.Digest, silos) { BrokerProofs = _proofs };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in _streams.Values)
        {
            stream.Dispose();
        }
    }
}
