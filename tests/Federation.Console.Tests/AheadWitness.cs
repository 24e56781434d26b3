using System.Net;
using System.Net.Sockets;
using System.Text;
using Federation.Audit;
using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Console.Tests;

/// <summary>A witness that says of every checkpoint that it knows a larger log.</summary>
internal sealed class AheadWitness : IDisposable
{
    public const string Name = "witness.example/ahead";
    private readonly HttpListener _listener = new();
    private readonly Cosigner _cosigner = new(Name, SigningKey.Create());

    public AheadWitness()
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = AnswerAsync();
    }

    public WitnessOptions Options => new(
        WitnessPolicy.Parse($"witness ahead {_cosigner.VerifierKey} {Address}\nquorum ahead\n"), TimeSpan.FromSeconds(2));

    private string Address { get; }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = 409;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("999999\n"));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                return; // It was closed.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
