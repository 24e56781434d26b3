using System.Net;
using System.Security.Cryptography;
using System.Text;
using Federation.Audit;
using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Tests.Adapter;

/// <summary>A witness over real HTTP that can be stopped and started again where it was.</summary>
internal sealed class RunningWitness(string name, string log) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("federation-witness-").FullName;
    private readonly SigningKey _key = SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    private LoggedWitness? _witness;
    private WitnessHost? _host;
    private Uri _address = new("http://127.0.0.1:0/witness");

    /// <summary>Its line in a policy.</summary>
    public string PolicyLine =>
        $"witness {name} {new Cosigner($"test.example/{name}", _key).VerifierKey} {_address.AbsoluteUri}";

    public async Task<RunningWitness> StartAsync()
    {
        _witness = await LoggedWitness.OpenAsync(
            _folder, $"test.example/{name}", _key, [log], TimeProvider.System, AdapterRig.Cancellation);
        _host = await WitnessHost.StartAsync(
            _witness, new IPEndPoint(IPAddress.Loopback, _address.Port), AdapterRig.Cancellation);
        _address = _host.Address;
        return this;
    }

    public async Task StopAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_witness?.DisposeAsync() ?? ValueTask.CompletedTask);
        (_host, _witness) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
