using Federation.Contracts.Audit.V1;

namespace Federation.Tests.BadInput;

/// <summary>
/// Follows, in what strace saw of an adapter, which RELEASE entries are durable and which answers leave. Of one client that
/// waits for each answer, the n-th answer is the one whose RELEASE is the n-th.
/// </summary>
internal sealed class OrderOracle
{
    /// <summary>An answer has some hundred bytes more; what else a connection says has fewer.</summary>
    public const int AnswerLengthBytesMin = 500;

    private const int RecordHeaderLengthBytes = 16;
    private const int EscapedLength = 4; // Characters a byte.
    private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal); // Calls under way, by thread.
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal); // Not yet synced, by file.
    private readonly Dictionary<string, int> _syncing = new(StringComparer.Ordinal); // What a sync under way covers.
    private bool _isAsked;

    /// <summary>How many RELEASE entries are durable.</summary>
    public int ReleasesCount { get; private set; }

    /// <summary>How many answers left.</summary>
    public int AnswersCount { get; private set; }

    /// <summary>Answers that left before their RELEASE was durable.</summary>
    public int InversionsCount { get; private set; }

    /// <summary>Takes the next line: of <c>strace -f -y -xx</c>, a whole call, or the beginning or end of one.</summary>
    public void Take(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (thread, call) = (line[..Math.Max(space, 0)], line[(space + 1)..].TrimStart());
        if (call.StartsWith("<...", StringComparison.Ordinal))
        {
            if (_begun.Remove(thread, out var begun))
            {
                End(thread, begun, call);
            }
        }
        else
        {
            var isWhole = !call.EndsWith("<unfinished ...>", StringComparison.Ordinal);
            Begin(thread, call);
            if (isWhole)
            {
                End(thread, call, call);
            }
            else
            {
                _begun[thread] = call;
            }
        }
    }

    private void Begin(string thread, string call)
    {
        if (call.StartsWith("fdatasync(", StringComparison.Ordinal) && LogFile(call) is { } file)
        {
            _syncing[thread] = _written.GetValueOrDefault(file);
        }
        else if (call.StartsWith("send", StringComparison.Ordinal) && _isAsked
            && Quoted(call).Length / EscapedLength >= AnswerLengthBytesMin)
        {
            AnswersCount++;
            InversionsCount += AnswersCount > ReleasesCount ? 1 : 0;
        }
    }

    private void End(string thread, string begun, string end)
    {
        if (LogFile(begun) is not { } file)
        {
            return;
        }

        if (begun.StartsWith("pwrite64(", StringComparison.Ordinal))
        {
            var kinds = KindsIn(Quoted(begun));
            _isAsked |= kinds.Contains(AuditEntry.EventOneofCase.Intent);
            _written[file] = _written.GetValueOrDefault(file)
                + kinds.Count(kind => kind == AuditEntry.EventOneofCase.Release);
        }
        else if (begun.StartsWith("fdatasync(", StringComparison.Ordinal)
            && end.TrimEnd().EndsWith("= 0", StringComparison.Ordinal) && _syncing.Remove(thread, out var covered))
        {
            ReleasesCount += covered;
            _written[file] -= covered;
        }
    }

    private static string? LogFile(string call) =>
        call.Contains("/audit/wal/", StringComparison.Ordinal) || call.Contains(LogFileHex, StringComparison.Ordinal)
            ? call[call.IndexOf('<', StringComparison.Ordinal)..call.IndexOf('>', StringComparison.Ordinal)]
            : null;

    private static readonly string LogFileHex = string.Concat("/audit/wal/".Select(letter => $"\\x{(int)letter:x2}"));

    /// <summary>Which entries the records in a write hold; zeros that fill a segment hold none.</summary>
    private static List<AuditEntry.EventOneofCase> KindsIn(string escaped)
    {
        var bytes = Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));
        var kinds = new List<AuditEntry.EventOneofCase>();
        for (var at = 0; at + RecordHeaderLengthBytes < bytes.Length;)
        {
            var length = BitConverter.ToInt32(bytes, at);
            if (length <= 0 || at + RecordHeaderLengthBytes + length > bytes.Length)
            {
                break;
            }

            kinds.Add(AuditEntry.Parser.ParseFrom(bytes, at + RecordHeaderLengthBytes + 1, length - 1).EventCase);
            at += RecordHeaderLengthBytes + length;
        }

        return kinds;
    }

    /// <summary>The bytes that a call was given, as strace writes them: <c>\\x00</c> each.</summary>
    private static string Quoted(string call)
    {
        var from = call.IndexOf('"', StringComparison.Ordinal) + 1;
        return from == 0 ? "" : call[from..call.IndexOf('"', from)];
    }
}
