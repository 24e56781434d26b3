using System.Security.Cryptography;
using Federation.Broker.Releases;
using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Samples;

/// <summary>Follows one silo's stream frame by frame and believes only what its signed headers say.</summary>
/// <remarks>The content is encrypted to the trainer; its digest is checked by the trainer, not here.</remarks>
internal sealed class SampleCheck(
    Silo silo, VerifiedCatalogue catalogue, SignedQuestion question, ReceiptReader receipts) : IDisposable
{
    private const int ChunkBytesMax = 1 << 20;
    private const int FrameBytesMax = 64 << 10;

    private readonly IncrementalHash _running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _chunksCount;
    private int _openBytes;

    /// <summary>How many records the headers announced so far.</summary>
    public long RecordsCount { get; private set; }

    /// <summary>How many bytes of ciphertext passed.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>What the removal report states that it cost; null where there is none.</summary>
    public PrivacyCost? RemovalCost { get; private set; }

    /// <summary>What closed the stream; null while it runs.</summary>
    public SampleEnd? End { get; private set; }

    /// <summary>Whether the frame may be passed on.</summary>
    public bool Accepts(SampleFrame? frame) => End is null && frame is not null && frame.KindCase switch
    {
        SampleFrame.KindOneofCase.Chunk => AcceptsChunk(frame.Chunk),
        SampleFrame.KindOneofCase.Ciphertext => AcceptsCiphertext(frame.Ciphertext.Length),
        SampleFrame.KindOneofCase.RemovalReport => AcceptsReport(frame.RemovalReport),
        SampleFrame.KindOneofCase.End => AcceptsEnd(frame.End),
        _ => false,
    };

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    private bool AcceptsChunk(SealedRelease chunk)
    {
        var header = SignedMessage.Open(
            chunk.Envelope, PayloadTypes.SampleChunk, silo.Options.Fingerprint, SampleChunk.Parser);
        if (header is null || _openBytes != 0 || RemovalCost is not null
            || header.Silo != silo.Id || !header.RequestDigest.Equals(question.Digest)
            || header.ChunkNumber != _chunksCount || header.RecordsCount < 0
            || header.CiphertextLengthBytes is < 1 or > ChunkBytesMax
            || header.CiphertextDigest.Length != SHA256.HashSizeInBytes
            || RecordsCount + header.RecordsCount > question.RecordsCount
            || !receipts.Proves(silo, catalogue, chunk, header.AccessId))
        {
            return false;
        }

        _running.AppendData(header.CiphertextDigest.Span);
        _openBytes = header.CiphertextLengthBytes;
        _chunksCount++;
        RecordsCount += header.RecordsCount;
        return true;
    }

    private bool AcceptsCiphertext(int lengthBytes)
    {
        if (lengthBytes < 1 || lengthBytes > FrameBytesMax || lengthBytes > _openBytes)
        {
            return false;
        }

        _openBytes -= lengthBytes;
        LengthBytes += lengthBytes;
        return true;
    }

    private bool AcceptsReport(SealedRelease release)
    {
        var report = SignedMessage.Open(
            release.Envelope, PayloadTypes.RemovalReport, silo.Options.Fingerprint, RemovalReport.Parser);
        if (report is null || _openBytes != 0 || RemovalCost is not null
            || report.Silo != silo.Id || !report.RequestDigest.Equals(question.Digest)
            || report.LineageCost is not { RhoMicros: >= 0, DeltaFemtos: >= 0 } cost
            || cost.EpsilonMicros < 1 || cost.EpsilonMicros > question.EpsilonMicros
            || !receipts.Proves(silo, catalogue, release, report.AccessId))
        {
            return false;
        }

        RemovalCost = cost;
        return true;
    }

    private bool AcceptsEnd(Envelope envelope)
    {
        var end = SignedMessage.Open(envelope, PayloadTypes.SampleEnd, silo.Options.Fingerprint, SampleEnd.Parser);
        if (end is null || _openBytes != 0 || (RemovalCost is null) != (question.EpsilonMicros == 0)
            || end.Silo != silo.Id || !end.RequestDigest.Equals(question.Digest)
            || end.ChunksCount != _chunksCount || end.RecordsCount != RecordsCount
            || !end.RunningDigest.Span.SequenceEqual(_running.GetCurrentHash()))
        {
            return false;
        }

        End = end;
        return true;
    }
}
