using System.Security.Cryptography;
using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Adapter.Releases;

/// <summary>P5: first the bytes are durable, then the RELEASE that names them, and only then may they leave.</summary>
public sealed class ReleaseRecorder
{
    private readonly AnswerStore _answers;
    private readonly AuditJournal _journal;

    internal ReleaseRecorder(AnswerStore answers, AuditJournal journal)
    {
        _answers = answers;
        _journal = journal;
    }

    /// <summary>Refuses where no answer could be kept, before anything is paid for one.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">Keeping an answer has failed before.</exception>
    public void CheckWritable() => _answers.CheckWritable();

    /// <summary>Records a release. Not cancellable: exact values exist, so nothing may turn back here.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written.</exception>
    public async Task<RecordedRelease> RecordAsync(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        var accessId = release.Funded.AccessId;
        await _answers.WriteAsync(accessId, 0, release.Payload, CancellationToken.None);
        if (!release.Draw.IsEmpty)
        {
            await _answers.WriteAsync(accessId, EarlierDraws.OwnDrawPart, release.Draw, CancellationToken.None);
        }

        var entry = _journal.NewEntry(accessId, release.Funded.Permitted.Slot.End); // Not when it was ready.
        entry.Release = new ReleaseRecord
        {
            ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(release.Payload.Span)),
            LengthBytes = release.Payload.Length,
            DrawDigest = release.Draw.IsEmpty
                ? ByteString.Empty : ByteString.CopyFrom(SHA256.HashData(release.Draw.Span)),
            IsStoredAnswer = release.Funded.IsHeld, // The entry is in the receipt, so it tells what the trainer knows.
            Cost = WireCosts.Format(release.Funded.ShownCost),
        };
        var index = await _journal.AppendAsync(entry, CancellationToken.None);
        return new RecordedRelease(release.Payload, accessId, index);
    }

    /// <summary>Finds what was recorded for the same request before; what is on an earlier shard is recorded
    /// again.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">Its bytes are lost: the id is refused for ever. Or the log
    /// cannot be written.</exception>
    public async Task<RecordedRelease> FindAsync(StoredAnswer stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var payload = _answers.Read(stored.AccessId, 0, stored.Digest)
            ?? throw Refusals.RequestReplayed();
        var index = await _journal.FindPlaceAsync(stored.AccessId, stored.LogIndex, stored.Record);
        return new RecordedRelease(payload, stored.AccessId, index);
    }
}
