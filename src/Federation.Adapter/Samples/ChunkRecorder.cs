using System.Security.Cryptography;
using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Journal;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Adapter.Samples;

/// <summary>
/// P5 for samples: ciphertext and header durable, then their RELEASE, and only then may the chunk leave.
/// </summary>
public sealed class ChunkRecorder
{
    private readonly AnswerStore _answers;
    private readonly AuditJournal _journal;

    internal ChunkRecorder(AnswerStore answers, AuditJournal journal)
    {
        _answers = answers;
        _journal = journal;
    }

    /// <summary>Refuses where no chunk could be kept, before anything is paid for one.</summary>
    public void CheckWritable() => _answers.CheckWritable();

    /// <summary>Records a chunk that was not on record before, as of when it leaves.</summary>
    public async Task<RecordedChunk> RecordAsync(EncryptedChunk chunk, SampleProgress progress, DateTimeOffset leavesAt)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ArgumentNullException.ThrowIfNull(progress);
        progress.Add(chunk.Header);
        var accessId = chunk.Funded.AccessId;
        var payload = chunk.Header.ToByteArray();
        var number = chunk.Header.ChunkNumber;
        await _answers.WriteAsync(accessId, CiphertextPart(number), chunk.Ciphertext, CancellationToken.None);
        await _answers.WriteAsync(accessId, HeaderPart(number), payload, CancellationToken.None);
        var entry = _journal.NewEntry(accessId, leavesAt);
        entry.Release = new ReleaseRecord
        {
            ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(payload)),
            LengthBytes = chunk.Ciphertext.Length,
            RecordsCount = chunk.Header.RecordsCount,
            ChunkNumber = number,
            RunningDigest = ByteString.CopyFrom(progress.RunningDigest),
        };
        var index = await _journal.AppendAsync(entry, CancellationToken.None);
        return new RecordedChunk(chunk.Header, payload, chunk.Ciphertext, index);
    }

    /// <summary>Finds a chunk that is on record: the same ciphertext leaves again. What is on an earlier shard is
    /// recorded again.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">Its bytes are lost: the id is refused for ever. Or the log
    /// cannot be written.</exception>
    public async Task<RecordedChunk> FindAsync(
        string accessId, (long Index, ReleaseRecord Record) recorded, SampleProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var number = recorded.Record.ChunkNumber;
        var payload = _answers.Read(
            accessId, HeaderPart(number), recorded.Record.ReleaseDigest.Memory)
            ?? throw Refusals.RequestReplayed();
        var header = SampleChunk.Parser.ParseFrom(payload);
        var ciphertext = _answers.Read(
            accessId, CiphertextPart(number), header.CiphertextDigest.Memory)
            ?? throw Refusals.RequestReplayed();
        progress.Add(header);
        var index = await _journal.FindPlaceAsync(accessId, recorded.Index, recorded.Record);
        return new RecordedChunk(header, payload, ciphertext, index);
    }

    /// <summary>The part of an answer that holds a chunk's header.</summary>
    internal static int HeaderPart(int chunkNumber) => 2 * chunkNumber;

    private static int CiphertextPart(int chunkNumber) => (2 * chunkNumber) + 1;
}
