using System.Buffers.Binary;
using System.Security.Cryptography;
using Federation.Client.Verification;
using Federation.Contracts;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Federation.Client.Samples;

/// <summary>Follows one silo's stream: chunks in order, a signed end, and nothing after it.</summary>
internal sealed class SiloStream(
    string silo, SignedRequest request, SampleRequest body, HpkePrivateKey key, PinnedEnvelopes envelopes,
    string? logVerifierKey) : IDisposable
{
    private const int ChunkLengthBytesMax = 1 << 20;
    private static readonly byte[] Info = "fedgw/sample-chunk/v1"u8.ToArray();

    private readonly IncrementalHash _running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _ciphertext = new();
    private SealedRelease? _sealed;
    private SampleChunk? _header;
    private VerifiedRemovals? _removals;
    private SampleEnd? _end;
    private Refusal? _refusal;
    private int _chunksCount;
    private long _recordsCount;
    private string _accessId = "";

    /// <summary>Takes the next frame; returns a chunk once it is whole and verified.</summary>
    public VerifiedChunk? Take(SampleFrame frame)
    {
        if (_end is not null || _refusal is not null)
        {
            throw Fault("its stream goes on after its end");
        }

        switch (frame.KindCase)
        {
            case SampleFrame.KindOneofCase.Chunk when _header is null && _removals is null:
                OpenChunk(frame.Chunk);
                return null;
            case SampleFrame.KindOneofCase.Ciphertext when _header is not null:
                return Append(frame.Ciphertext);
            case SampleFrame.KindOneofCase.RemovalReport when _header is null && _removals is null:
                _removals = OpenReport(frame.RemovalReport);
                return null;
            case SampleFrame.KindOneofCase.End when _header is null:
                Close(frame.End);
                return null;
            default:
                throw Fault("the parts of its stream are not in order");
        }
    }

    /// <summary>Takes the reason why there is no more.</summary>
    public void Refuse(Refusal refusal)
    {
        if (_end is not null || _refusal is not null)
        {
            throw Fault("its stream goes on after its end");
        }

        _refusal = _chunksCount == 0 && _header is null
            ? refusal
            : throw Fault(
                $"its stream was cut after {_chunksCount} chunks ({refusal.Reason}): ask again with the request id " +
                request.Header.RequestId);
    }

    /// <summary>How it ended.</summary>
    public SiloSample Finish()
    {
        return _end is not null || _refusal is not null
            ? new SiloSample(silo, _recordsCount, _chunksCount, _accessId, _refusal) { Removals = _removals }
            : throw Fault("its stream was cut before its signed end");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _running.Dispose();
        _ciphertext.Dispose();
    }

    private void OpenChunk(SealedRelease release)
    {
        var header = envelopes.Open(silo, release.Envelope, PayloadTypes.SampleChunk, SampleChunk.Parser);
        if (header.Silo != silo || !header.RequestDigest.Span.SequenceEqual(request.Digest))
        {
            throw Fault("a chunk answers another request");
        }

        if (header.ChunkNumber != _chunksCount || (_chunksCount > 0 && header.AccessId != _accessId))
        {
            throw Fault("its chunks are not in order");
        }

        if (header.CiphertextLengthBytes is < 1 or > ChunkLengthBytesMax)
        {
            throw Fault("a chunk is empty or too long");
        }

        var record = VerifyReceipt(release, header.AccessId);
        if (record.ChunkNumber != header.ChunkNumber || record.RecordsCount != header.RecordsCount)
        {
            throw Fault("its log says something else of a chunk");
        }

        (_header, _sealed, _accessId) = (header, release, header.AccessId);
    }

    private ReleaseRecord VerifyReceipt(SealedRelease release, string accessId)
    {
        var record = ReceiptVerifier.Verify(
            silo, release, accessId,
            logVerifierKey ?? throw Fault("its catalogue, which names its audit log, did not arrive"));
        envelopes.RequireWitnesses(silo, release.Receipt);
        return record;
    }

    /// <summary>Takes a report of what was asked: the counts of every outcome, under the noise that its price buys.
    /// </summary>
    private VerifiedRemovals OpenReport(SealedRelease release)
    {
        var report = envelopes.Open(silo, release.Envelope, PayloadTypes.RemovalReport, RemovalReport.Parser);
        if (report.Silo != silo || !report.RequestDigest.Span.SequenceEqual(request.Digest)
            || (_chunksCount > 0 && report.AccessId != _accessId))
        {
            throw Fault("its removal report answers another request");
        }

        var sets = report.Counts.Where(count => count.Outcome == RemovalOutcome.Evaluation)
            .Select(count => count.EvaluationSet);
        if (report.LineageCost?.EpsilonMicros != body.RemovalEpsilonMicros || report.Noise is null
            || !sets.SequenceEqual(body.EvaluationSets.Select(set => set.Name)))
        {
            throw Fault("its removal report is not the one that was asked for");
        }

        if (!report.LineageCost.Equals(VerifyReceipt(release, report.AccessId).Cost))
        {
            throw Fault("its log says something else of its removal report");
        }

        _ = RemovalEstimate.Of(report); // Its noise is one that this client can read.
        _accessId = report.AccessId;
        return new VerifiedRemovals(report, release, logVerifierKey!);
    }

    private VerifiedChunk? Append(ByteString part)
    {
        if (part.IsEmpty || _ciphertext.Length + part.Length > _header!.CiphertextLengthBytes)
        {
            throw Fault("a chunk is longer than its header says");
        }

        part.WriteTo(_ciphertext);
        return _ciphertext.Length < _header.CiphertextLengthBytes ? null : CloseChunk(_header, _sealed!);
    }

    private VerifiedChunk CloseChunk(SampleChunk header, SealedRelease release)
    {
        var ciphertext = _ciphertext.ToArray();
        var digest = SHA256.HashData(ciphertext);
        if (!header.CiphertextDigest.Span.SequenceEqual(digest))
        {
            throw Fault("the bytes of a chunk are not those that were signed");
        }

        var records = Decrypt(header, ciphertext);
        if (records.Count != header.RecordsCount
            || records.Any(record => record.Fields.Count != header.Columns.Count))
        {
            throw Fault("a chunk holds other records than its header says");
        }

        _running.AppendData(digest);
        _chunksCount++;
        _recordsCount += records.Count;
        _ciphertext.SetLength(0);
        (_header, _sealed) = (null, null);
        return new VerifiedChunk(silo, header, records, release, logVerifierKey!);
    }

    private RepeatedField<SampleRecord> Decrypt(SampleChunk header, byte[] ciphertext)
    {
        var associatedData = new byte[request.Digest.Length + sizeof(int)];
        request.Digest.CopyTo(associatedData, 0);
        BinaryPrimitives.WriteInt32BigEndian(associatedData.AsSpan(request.Digest.Length), header.ChunkNumber);
        try
        {
            var plaintext = Hpke.Open(key, header.EncapsulatedKey.Span, Info, associatedData, ciphertext);
            return SampleRecords.Parser.ParseFrom(plaintext).Records;
        }
        catch (CryptographicException)
        {
            throw Fault("a chunk is not encrypted to this trainer's key");
        }
        catch (InvalidProtocolBufferException)
        {
            throw Fault("the records of a chunk are malformed");
        }
    }

    private void Close(Envelope envelope)
    {
        var end = envelopes.Open(silo, envelope, PayloadTypes.SampleEnd, SampleEnd.Parser);
        var isOurs = end.Silo == silo && end.RequestDigest.Span.SequenceEqual(request.Digest)
            && (_accessId.Length == 0 || end.AccessId == _accessId);
        if (!isOurs)
        {
            throw Fault("its end closes another stream");
        }

        var isWhole = end.ChunksCount == _chunksCount && end.RecordsCount == _recordsCount
            && end.RunningDigest.Span.SequenceEqual(_running.GetCurrentHash());
        if ((_removals is null) != (body.RemovalEpsilonMicros == 0))
        {
            throw Fault("its removal report is missing, or was not asked for");
        }

        (_end, _accessId) = isWhole ? (end, end.AccessId) : throw Fault("chunks are missing from its stream");
    }

    private FederationException Fault(string what) => FederationException.Unverified(silo, what);
}
