using System.Security.Cryptography;
using System.Text;
using Federation.Sealing;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Audit.Tests;

/// <summary>A folder for a log, its key, and a clock that stands still.</summary>
internal sealed class LogFixture : IDisposable
{
    public const string Origin = "demo.federation/adapter/a/audit";

    private static readonly SigningKey Key = SigningKey.FromSeed(SHA256.HashData("log"u8));

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("audit-").FullName;

    /// <summary>Where a checkpoint is kept outside of the folder; null keeps none.</summary>
    public string? GuardFile { get; set; }

    public NoteSigner Signer { get; } = new(Origin, Key);

    public FakeTimeProvider Time { get; } = new();

    public string Segment => System.IO.Directory.GetFiles(Path.Combine(Directory, "wal")).Order(StringComparer.Ordinal).First();

    public static byte[] Entry(int number) => Encoding.UTF8.GetBytes($"entry {number}");

    public Task<AuditLog> OpenAsync(ILogStorage? storage = null) => AuditLog.OpenAsync(
        new AuditLogOptions
        {
            Directory = Directory,
            Origin = Origin,
            SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
            Storage = storage,
            GuardFile = GuardFile,
        },
        Signer, Time, TestContext.Current.CancellationToken);

    /// <summary>Opens a log that has no folder.</summary>
    public static Task<AuditLog> OpenInMemoryAsync(ILogStorage storage, NoteSigner signer) => AuditLog.OpenAsync(
        new AuditLogOptions
        {
            Directory = "",
            Origin = Origin,
            SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
            Storage = storage,
        },
        signer, new FakeTimeProvider(), CancellationToken.None);

    public async Task FillAsync(int count)
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < count; i++)
        {
            await log.AppendAsync(Entry(i), TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
