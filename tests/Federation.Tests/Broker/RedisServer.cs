using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.StackExchangeRedis;

namespace Federation.Tests.Broker;

/// <summary>A real redis-server on loopback, of this test alone, so that it can be killed.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("federation-redis-").FullName;
    private Process? _process;
    private Task<string>? _draining;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>Starts one, or skips the test visibly where there is none to start.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, "redis-server"))),
            "redis-server is not installed (Debian package redis-server).");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = new RedisServer(((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        try
        {
            await server.RestartAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public async Task RestartAsync()
    {
        var start = new ProcessStartInfo("redis-server")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--dir", _folder })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _draining = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        Assert.Fail("redis-server ended before it was ready.");
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>A cache over it, set up as the broker sets its own up.</summary>
    public RedisCache Connect() => new(new RedisCacheOptions
    {
        ConfigurationOptions = Federation.Broker.Silos.RedisLink.Parse($"127.0.0.1:{Port}"),
        InstanceName = "federation/",
    });

    public void Dispose()
    {
        Kill();
        _draining?.Wait();
        _process!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
