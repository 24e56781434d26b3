using System.Text.Json;

namespace Federation.Broker.Alerts;

/// <summary>Reads the newest report of a reconciliation again whenever its file changes. What an auditor finds offline
/// so reaches whoever watches the broker.</summary>
/// <param name="options">Where reports are put; null where nobody reconciles.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationReader(ReconciliationOptions? options, TimeProvider time)
{
    private const long LengthBytesMax = 64 << 20;
    private readonly Lock _gate = new();
    private DateTime _readOfUtc;
    private ReconciliationState? _state;

    /// <summary>What the newest report says; null where no reports are expected.</summary>
    public ReconciliationState? Read()
    {
        if (options is null)
        {
            return null;
        }

        lock (_gate)
        {
            var file = new FileInfo(options.Report);
            if (!file.Exists)
            {
                _readOfUtc = default;
                return _state = new ReconciliationState(IsReadable: false, Age: null, IsOverdue: true, 0, []);
            }

            var written = file.LastWriteTimeUtc;
            if (_state is null || written != _readOfUtc)
            {
                (_readOfUtc, _state) = (written, ReadFile(file));
            }

            var age = time.GetUtcNow() - new DateTimeOffset(written, TimeSpan.Zero);
            return _state with { Age = age, IsOverdue = age > options.AgeMax };
        }
    }

    private static ReconciliationState ReadFile(FileInfo file)
    {
        try
        {
            if (file.Length <= LengthBytesMax)
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
                return Of(document.RootElement);
            }
        }
        catch (JsonException)
        {
            // Not a report: told as such below.
        }
        catch (IOException)
        {
            // Being replaced, or gone: the next look reads it.
        }
        catch (UnauthorizedAccessException)
        {
            // Not for this process to read, which is as good as none.
        }

        return new ReconciliationState(IsReadable: false, Age: null, IsOverdue: false, 0, []);
    }

    private static ReconciliationState Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("findingsCount", out var count)
            || count.ValueKind != JsonValueKind.Number || !count.TryGetInt64(out var findingsCount)
            || !root.TryGetProperty("findings", out var findings)
            || findings.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException();
        }

        var kinds = findings.EnumerateArray()
            .Select(finding => (
                Silo: Text(finding, "silo") ?? "broker", Verdict: Text(finding, "verdict") ?? "UNKNOWN"))
            .GroupBy(kind => kind)
            .OrderBy(group => group.Key.Silo, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Verdict, StringComparer.Ordinal)
            .Select(group => (group.Key.Silo, group.Key.Verdict, group.Count()));
        return new ReconciliationState(IsReadable: true, Age: null, IsOverdue: false, findingsCount, [.. kinds]);
    }

    private static string? Text(JsonElement finding, string name) =>
        finding.ValueKind == JsonValueKind.Object && finding.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
