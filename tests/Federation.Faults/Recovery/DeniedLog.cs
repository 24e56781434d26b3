using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Faults.Writing;

namespace Federation.Faults.Recovery;

/// <summary>A log whose disk filled up, and what was denied from then on.</summary>
/// <param name="AppendedCount">How many entries it took.</param>
/// <param name="Denials">What it kept beside itself, in hexadecimal.</param>
internal sealed record DeniedLog(long AppendedCount, IReadOnlyList<string> Denials)
{
    private const int DenialsCount = 20;
    private const int EntryLengthBytes = 1_500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a log, leaves its disk as little room as a test wants, and appends until there is none.</summary>
    public static async Task<DeniedLog> WriteAsync(WriterOptions options, Action fill)
    {
        await using var log = await LogWriter.OpenAsync(options, Cancellation);
        fill();
        await Assert.ThrowsAsync<AuditLogUnavailableException>(async () =>
        {
            while (true)
            {
                await log.AppendAsync(new byte[EntryLengthBytes], Cancellation);
                log.Publish();
            }
        });
        var appendedCount = log.Count;
        var denials = new List<string>();
        for (var number = 0; number < DenialsCount; number++)
        {
            var denial = EntryBytes.Write(new AuditEntry
            {
                AccessId = Guid.NewGuid().ToString("D"),
                Intent = new Intent { Decision = Decision.Deny },
            });
            denials.Add(Convert.ToHexString(denial));
            Assert.Null(await log.KeepDenialAsync(denial));
        }

        return new DeniedLog(appendedCount, denials);
    }

    /// <summary>Starts the log twice: each denial is on it once, behind what it took before, and all its files agree.
    /// </summary>
    public async Task AssertToldOnceAsync(WriterOptions options)
    {
        for (var start = 0; start < 2; start++)
        {
            await using var log = await LogWriter.OpenAsync(options, Cancellation);
            var entries = new List<string>();
            await foreach (var (_, entry) in log.ReadAllAsync(Cancellation))
            {
                entries.Add(Convert.ToHexString(entry.Span));
            }

            Assert.Equal(Denials, entries.Skip((int)AppendedCount).Take(Denials.Count));
            Assert.Equal(Denials.Count, entries.Count(Denials.Contains));
        }

        var report = await LogFsck.CheckAsync(options.Log, LogWriter.Signer.VerifierKey, progress: null, Cancellation);
        Assert.True(report.IsIntact, report.ToString());
    }
}
