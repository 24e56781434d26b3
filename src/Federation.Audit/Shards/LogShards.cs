using System.Security.Cryptography;
using System.Text;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit;

/// <summary>
/// Closes a shard of a log that nobody writes and opens the next one, whose first entries carry over what the log adds
/// up to. May be ended at any point and run again.
/// </summary>
public static class LogShards
{
    private const string TemporaryEnd = ".new";
    private const int BlindLengthBytes = 16;

    /// <summary>Closes and opens: the last entry and the last checkpoint of the one, then all of the other under
    /// another name, then its name.</summary>
    /// <param name="plan">Which.</param>
    /// <param name="time">The clock of entries.</param>
    /// <param name="cancellationToken">Gives up before it began.</param>
    /// <returns>The key of the new shard.</returns>
    /// <exception cref="AuditLogUnavailableException">Another process holds the log, or it cannot be written.
    /// </exception>
    /// <exception cref="AuditLogDamagedException">The log is damaged, or its next shard was in use.</exception>
    public static async Task<string> AdvanceAsync(
        ShardPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(time);
        var (current, next) = (plan.Current, plan.Next);
        var signer = new NoteSigner(next.Origin, plan.Key);
        if (!IsClosed(current.Directory, next.Origin))
        {
            await CloseAsync(plan, signer, time, cancellationToken).ConfigureAwait(false);
        }

        using var held = FileLogStorage.Open(current.Directory); // Nobody else does the same.
        var carry = await CarryAsync(plan, held, signer, cancellationToken).ConfigureAwait(false);
        CheckUnused(next, carry.Count);
        var temporary = next.Directory + TemporaryEnd;
        if (Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true); // What an earlier try left.
        }

        using (var storage = FileLogStorage.Open(temporary))
        {
            storage.ReplaceFile(LogSuccession.FileName, held.ReadFile(LogSuccession.FileName));
        }

        var note = await WriteAsync(
            plan, next with { Directory = temporary, GuardFile = null }, signer, carry, time).ConfigureAwait(false);
        CheckpointGuard.Begin(next.GuardFile, note);
        Directory.Move(temporary, next.Directory);
        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(next.Directory))!);
        return signer.VerifierKey;
    }

    private static bool IsClosed(string directory, string nextOrigin)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        return LogSuccession.ReadAll(storage) is [.., var newest]
            && newest.NewKey.StartsWith($"{nextOrigin}+", StringComparison.Ordinal);
    }

    private static async Task CloseAsync(
        ShardPlan plan, NoteSigner next, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var log = await AuditLog.OpenAsync(
            plan.Current, new NoteSigner(plan.Current.Origin, plan.Key), time, cancellationToken).ConfigureAwait(false);
        await ShardHead.CheckAsync(log, cancellationToken).ConfigureAwait(false);
        var entry = NewEntry(plan, time);
        entry.LogClosed = new LogClosed { NextVerifierKey = next.VerifierKey };
        await log.SucceedAsync(next, EntryBytes.Write(entry)).ConfigureAwait(false);
    }

    /// <summary>Reads the closed shard, whose every entry must be the one that was signed.</summary>
    private static async Task<IReadOnlyList<LedgerCarry>> CarryAsync(
        ShardPlan plan, FileLogStorage held, NoteSigner next, CancellationToken cancellationToken)
    {
        var end = LogSuccession.ReadAll(held)[^1];
        var report = await LogVerifier.VerifyAsync(
            plan.Current.Directory, end.OldKey, progress: null, cancellationToken).ConfigureAwait(false);
        if (!report.IsIntact || report.FirstReadableIndex > 0 || end.NewKey != next.VerifierKey)
        {
            throw new AuditLogDamagedException(
                end.NewKey != next.VerifierKey
                    ? $"The audit log handed over to another key than this: {end.NewKey}."
                    : $"The closed shard cannot be carried over. {report.Explanation}",
                report.FirstBadIndex);
        }

        var writer = new LedgerCarryWriter(plan.Essence);
        foreach (var (_, bytes) in LogReader.ReadAll(plan.Current.Directory))
        {
            if (EntryBytes.TryRead(bytes.Span) is { } entry)
            {
                writer.Add(entry);
            }
        }

        return writer.Pack(Encoding.UTF8.GetString(held.ReadFile(CheckpointWriter.CheckpointFile)!));
    }

    /// <summary>What is kept outside of the folders knows of no more than this carry.</summary>
    private static void CheckUnused(AuditLogOptions next, int partsCount)
    {
        if (next.GuardFile is { } file && File.Exists(file)
            && (!Checkpoint.TryParse(File.ReadAllText(file), out var kept) || kept.Size > partsCount))
        {
            throw new AuditLogDamagedException(
                $"The shard {next.Origin} was in use already, as {file} says, and its folder {next.Directory} is gone. "
                + "Bring it back.");
        }
    }

    private static async Task<string> WriteAsync(
        ShardPlan plan, AuditLogOptions options, NoteSigner signer, IReadOnlyList<LedgerCarry> carry, TimeProvider time)
    {
        await using (var log = await AuditLog.OpenAsync(options, signer, time, CancellationToken.None)
            .ConfigureAwait(false))
        {
            var appended = new List<Task>();
            foreach (var part in carry)
            {
                var entry = NewEntry(plan, time);
                entry.LedgerCarry = part;
                appended.Add(log.AppendAsync(EntryBytes.Write(entry), CancellationToken.None));
            }

            await Task.WhenAll(appended).ConfigureAwait(false);
            await ShardHead.CheckAsync(log, CancellationToken.None).ConfigureAwait(false);
            log.Publish();
        }

        return await File.ReadAllTextAsync(
            Path.Combine(options.Directory, CheckpointWriter.CheckpointFile), CancellationToken.None)
            .ConfigureAwait(false);
    }

    private static AuditEntry NewEntry(ShardPlan plan, TimeProvider time) => new()
    {
        Blind = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(BlindLengthBytes)),
        RecordedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Writer = plan.Writer,
    };
}
