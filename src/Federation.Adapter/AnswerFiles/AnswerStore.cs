using System.Security.Cryptography;
using Federation.Adapter.Requests;
using Federation.Audit;

namespace Federation.Adapter.AnswerFiles;

/// <summary>
/// Keeps the bytes of every answer, durable before the RELEASE entry that names their digest. The log decides what was
/// released; these files only hold the bytes. A lost or altered file is never replaced by new noise.
/// </summary>
public sealed class AnswerStore
{
    private readonly string _folder;

    /// <summary>Opens the folder, creating it where it is absent.</summary>
    public AnswerStore(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(folder)) ?? folder); // Its own name must last, too.
    }

    /// <summary>Writes one part of an answer and returns once it is durable.</summary>
    /// <param name="accessId">The access whose answer it is.</param>
    /// <param name="part">The number of the part, from 0.</param>
    /// <param name="bytes">What will leave.</param>
    /// <param name="cancellationToken">Stops before the file has its final name, never after.</param>
    /// <exception cref="Hosting.Errors.RefusalException">The disk did not take it; nothing may leave.</exception>
    public async Task WriteAsync(
        string accessId, int part, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await WriteFileAsync(FileOf(accessId, part), bytes, cancellationToken);
        }
        catch (IOException)
        {
            throw Refusals.AuditUnavailable(); // What cannot be kept cannot be given twice, so it is not given once.
        }
        catch (UnauthorizedAccessException)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>Reads a part, or null where it is lost or is not what the log says was released.</summary>
    public async Task<byte[]?> ReadAsync(
        string accessId, int part, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        var file = FileOf(accessId, part);
        if (!File.Exists(file))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(digest.Span) ? bytes : null;
    }

    /// <summary>Under its final name at once: a file that a crash cut short is named by no RELEASE.</summary>
    private async Task WriteFileAsync(string file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using (var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await RandomAccess.WriteAsync(handle, bytes, fileOffset: 0, cancellationToken);
            RandomAccess.FlushToDisk(handle);
        }

        DurableFolder.Sync(_folder); // A new name is durable only once its folder is.
    }

    private string FileOf(string accessId, int part) => Path.Combine(_folder, $"{accessId}.{part:D6}");
}
