using System.Security.Cryptography;
using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Adapter.Samples.Removals;

/// <summary>P5 for removal reports: the bytes durable, then their RELEASE, and only then may they leave.</summary>
public sealed class RemovalRecorder
{
    private readonly AnswerStore _answers;
    private readonly AuditJournal _journal;

    internal RemovalRecorder(AnswerStore answers, AuditJournal journal) => (_answers, _journal) = (answers, journal);

    /// <summary>Whether an entry of a sample is that of its removal report: the only one that states a cost.</summary>
    internal static bool IsReport(ReleaseRecord record) => record.Cost is not null;

    /// <summary>Records a report. Not cancellable: exact counts exist, so nothing may turn back here.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written.</exception>
    internal async Task<RecordedRemovals> RecordAsync(
        NoisyRemovals removals, SampleProgress progress, DateTimeOffset leavesAt)
    {
        var (funded, payload) = (removals.Funded, removals.Payload);
        await _answers.WriteAsync(funded.AccessId, PartOf(progress.ChunksCount), payload, CancellationToken.None);
        var entry = _journal.NewEntry(funded.AccessId, leavesAt);
        entry.Release = new ReleaseRecord
        {
            ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(payload.Span)),
            LengthBytes = payload.Length,
            ChunkNumber = progress.ChunksCount,
            RunningDigest = ByteString.CopyFrom(progress.RunningDigest),
            Cost = WireCosts.Format(funded.Permitted.RemovalCost),
        };
        var index = await _journal.AppendAsync(entry, CancellationToken.None);
        return new RecordedRemovals(payload, index);
    }

    /// <summary>Finds a report that is on record: the same bytes leave again.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">Its bytes are lost: the id is refused for ever. Or the log
    /// cannot be written.</exception>
    internal async Task<RecordedRemovals> FindAsync(string accessId, (long Index, ReleaseRecord Record) recorded)
    {
        var payload = _answers.Read(accessId, PartOf(recorded.Record.ChunkNumber), recorded.Record.ReleaseDigest.Memory)
            ?? throw Refusals.RequestReplayed();
        var index = await _journal.FindPlaceAsync(accessId, recorded.Index, recorded.Record);
        return new RecordedRemovals(payload, index);
    }

    /// <summary>Where the header of the next chunk would be kept.</summary>
    private static int PartOf(int chunkNumber) => ChunkRecorder.HeaderPart(chunkNumber);
}
