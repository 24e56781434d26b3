using System.Globalization;
using System.Net;
using System.Text;
using Federation.Audit;
using Federation.Sealing;

namespace Federation.Hosting.Witnesses;

/// <summary>The log's end of C2SP tlog-witness: shows checkpoints to one witness and takes its cosignatures.</summary>
/// <remarks>A witness that cannot be reached, or answers nonsense, cosigns nothing; it is asked again with the next
/// checkpoint.</remarks>
internal sealed class WitnessLink : IDisposable
{
    private const int TriesMax = 3; // Again with the key that the witness follows, and with the size that it names.
    private readonly AuditLog _log;
    private readonly CosignatureVerifier _verifier;
    private readonly Uri _address;
    private readonly Uri _successionAddress;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _knownSize;
    private volatile bool _disagrees;

    /// <summary>Prepares the link.</summary>
    /// <param name="log">The log that is shown.</param>
    /// <param name="verifier">The witness's key.</param>
    /// <param name="prefix">The submission prefix of the witness.</param>
    /// <param name="http">The transport; stays the caller's.</param>
    public WitnessLink(AuditLog log, CosignatureVerifier verifier, Uri prefix, HttpClient http)
    {
        (_log, _verifier, _http) = (log, verifier, http);
        _address = new Uri($"{prefix.AbsoluteUri.TrimEnd('/')}/add-checkpoint");
        _successionAddress = new Uri($"{prefix.AbsoluteUri.TrimEnd('/')}/add-succession");
    }

    /// <summary>The name of the witness.</summary>
    public string Name => _verifier.Name;

    /// <summary>Whether the witness said last that it knows another log than this one, under this name: a larger one,
    /// or one that this one does not continue. So does a log that was rolled back or replaced.</summary>
    public bool Disagrees => _disagrees;

    /// <summary>Shows a checkpoint; gives the witness's line, or nothing where it did not cosign, or an earlier one is
    /// still under way.</summary>
    /// <param name="size">The size of the checkpoint.</param>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> ShowAsync(long size, string note, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return "";
        }

        try
        {
            for (var attempt = 0; attempt < TriesMax; attempt++)
            {
                var (status, body) = await PostAsync(size, note, cancellationToken);
                if (status == HttpStatusCode.OK && OwnLines(note, body) is { Length: > 0 } lines)
                {
                    (_knownSize, _disagrees) = (size, false);
                    return lines;
                }

                if (status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound && attempt == 0
                    && await BringSuccessionAsync(cancellationToken))
                {
                    continue;
                }

                var known = status == HttpStatusCode.Conflict ? SizeIn(body) : null;
                _disagrees = status == HttpStatusCode.UnprocessableEntity || known > size
                    || (_disagrees && status is null); // A witness that went away has not changed its mind.
                if (known is null || _disagrees)
                {
                    return "";
                }

                _knownSize = known.Value;
            }

            return "";
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static long? SizeIn(string body) =>
        long.TryParse(body.AsSpan().TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;

    /// <summary>Tells a witness that does not know the log's key, or its shard, how the log came to it.</summary>
    private async Task<bool> BringSuccessionAsync(CancellationToken cancellationToken) =>
        _log.Succession is { Length: > 0 } succession
        && await PostAsync(_successionAddress, succession, cancellationToken) is (HttpStatusCode.OK, _);

    private Task<(HttpStatusCode? Status, string Body)> PostAsync(
        long size, string note, CancellationToken cancellationToken)
    {
        var proof = _knownSize > 0 && _knownSize < size ? _log.ProveConsistency(_knownSize, size) : [];
        return PostAsync(
            _address, new AddCheckpointRequest(Math.Min(_knownSize, size), proof, note).Format(), cancellationToken);
    }

    private async Task<(HttpStatusCode? Status, string Body)> PostAsync(
        Uri address, string text, CancellationToken cancellationToken)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        try
        {
            using var response = await _http.PostAsync(address, content, cancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException)
        {
            return (null, "");
        }
        catch (InvalidOperationException)
        {
            return (null, ""); // The answer names a character set that does not exist.
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, ""); // It took too long.
        }
    }

    /// <summary>Of what a witness answers, the lines of its own key that verify: it speaks for nobody else.</summary>
    private string OwnLines(string note, string body) => string.Concat(body.Split('\n')
        .Where(line => line.StartsWith($"— {_verifier.Name} ", StringComparison.Ordinal))
        .Select(line => $"{line}\n").Where(line => _verifier.TryVerify(note + line, out _)));
}
