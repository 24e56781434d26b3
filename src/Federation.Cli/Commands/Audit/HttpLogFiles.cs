using System.Net;
using Federation.Audit;

namespace Federation.Cli.Commands.Audit;

/// <summary>The public files of a log behind an address, as any static server serves them.</summary>
internal sealed class HttpLogFiles : ILogFiles, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    /// <summary>Names the address under which <c>checkpoint</c> and <c>tile/</c> are.</summary>
    public HttpLogFiles(Uri address)
    {
        var text = address.GetLeftPart(UriPartial.Path);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(text.EndsWith('/') ? text : text + '/'),
            Timeout = Timeout,
        };
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, int lengthBytesMax, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(
                new Uri(name, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                return null;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new IOException($"The server answers {(int)response.StatusCode} for {name}.");
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await ReadAsync(name, body, lengthBytesMax, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new IOException($"{_client.BaseAddress} cannot be reached: {exception.HttpRequestError}.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{_client.BaseAddress} did not answer within {Timeout.TotalSeconds} s.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Reads a body, and not more of it than it can have, whatever its headers say.</summary>
    private static async Task<byte[]> ReadAsync(
        string name, Stream body, int lengthBytesMax, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + count > lengthBytesMax)
            {
                throw new IOException($"The file {name} is longer than {lengthBytesMax} bytes, the most it can have.");
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
