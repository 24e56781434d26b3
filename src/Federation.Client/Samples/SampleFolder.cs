using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Federation.Client.Samples;

/// <summary>Writes a sample to a file: all of it or nothing, with a manifest and the receipts beside it.</summary>
/// <remarks>
/// <c>FILE</c> appears only once every silo's stream came to its signed end; until then the bytes lie in a hidden
/// file of the same folder. Beside it: <c>FILE.manifest.json</c> and the folder <c>FILE.receipts</c>.
/// </remarks>
public sealed class SampleFolder : ISampleTarget, IAsyncDisposable
{
    private static readonly JsonSerializerOptions JsonShape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _file;
    private readonly List<(string Name, byte[] Content)> _receipts = [];
    private IRecordWriter? _writer;
    private IReadOnlyList<string>? _columns;
    private bool _isDone;

    private SampleFolder(string path, string temporaryPath)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        _file = new FileStream(temporaryPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>How many records were written.</summary>
    public long RecordsCount { get; private set; }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Ends in <c>.jsonl</c> or <c>.parquet</c>; must not exist yet.</param>
    /// <exception cref="FederationException">The file exists, or has another ending.</exception>
    public static SampleFolder Create(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetExtension(full) is not (".jsonl" or ".parquet"))
        {
            throw new FederationException(FederationFaultKind.Profile, $"{path} must end in .jsonl or .parquet.");
        }

        if (File.Exists(full))
        {
            throw new FederationException(FederationFaultKind.Profile, $"{path} exists: choose another name.");
        }

        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        return new SampleFolder(full, Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.part"));
    }

    /// <inheritdoc/>
    public async Task AddAsync(VerifiedChunk chunk, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        if (_columns is null)
        {
            _columns = [.. chunk.Header.Columns];
            _writer = Path.GetExtension(_path) == ".parquet"
                ? await ParquetRecords.CreateAsync(_file, _columns, cancellationToken)
                : new JsonLineRecords(_file, _columns);
        }

        if (!_columns.SequenceEqual(chunk.Header.Columns))
        {
            throw FederationException.Unverified(chunk.Silo, "its columns are not those of the silo before it");
        }

        await _writer!.WriteAsync(chunk.Silo, chunk.Records, cancellationToken);
        RecordsCount += chunk.Records.Count;
        _receipts.Add(($"{chunk.Silo}-{chunk.Header.ChunkNumber:D4}.receipt.json", ReceiptFile.Write(
            chunk.Silo, chunk.LogVerifierKey, chunk.Sealed)));
    }

    /// <summary>Puts everything in place under its name.</summary>
    /// <param name="dataset">What was sampled.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="cancellationToken">Stops before anything is in place.</param>
    public async Task CommitAsync(string dataset, SampleOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
            _writer = null;
        }

        _file.Flush(flushToDisk: true);
        _file.Position = 0;
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(_file, cancellationToken));
        await _file.DisposeAsync();
        var receipts = Directory.CreateDirectory($"{_path}.receipts").FullName;
        _receipts.AddRange(outcome.Silos.Where(silo => silo.Removals is not null).Select(silo => (
            $"{silo.Silo}-removals.receipt.json",
            ReceiptFile.Write(silo.Silo, silo.Removals!.LogVerifierKey, silo.Removals.Sealed))));
        _receipts.AddRange(outcome.BrokerProofs.Select(proof => (
            $"{proof.Silo}-broker.receipt.json", ReceiptFile.Write(proof))));
        foreach (var (name, content) in _receipts)
        {
            await File.WriteAllBytesAsync(Path.Combine(receipts, name), content, cancellationToken);
        }

        var manifest = new
        {
            Dataset = dataset,
            outcome.RequestId,
            RequestDigest = Convert.ToHexStringLower(outcome.RequestDigest),
            File = Path.GetFileName(_path),
            Sha256 = digest,
            RecordsCount,
            Columns = _columns ?? [],
            outcome.IsComplete,
            Silos = outcome.Silos.Select(silo => new
            {
                silo.Silo,
                silo.RecordsCount,
                silo.ChunksCount,
                silo.AccessId,
                Refusal = silo.Refusal is { } refusal ? refusal.Reason.ToString() : null,
                Removals = silo.Removals is { } removals ? RemovalEstimate.Of(removals.Report) : null,
            }),
            Receipts = _receipts.Select(receipt => receipt.Name),
        };
        await File.WriteAllTextAsync(
            $"{_path}.manifest.json", JsonSerializer.Serialize(manifest, JsonShape) + "\n", cancellationToken);
        File.Move(_temporaryPath, _path);
        _isDone = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        await _file.DisposeAsync();
        if (!_isDone)
        {
            File.Delete(_temporaryPath);
        }
    }
}
