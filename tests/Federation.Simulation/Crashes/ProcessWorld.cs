using System.Globalization;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Crashes;

/// <summary>A broker and two adapters as processes of their own, over one folder, on fixed ports.</summary>
internal sealed class ProcessWorld : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Silos = ["north", "south"];

    private const int SiloDeadlineMs = 120_000; // Of a machine that has much else to do, and hundreds asking at once.

    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, GatewayProcess> _processes = [];

    private ProcessWorld(long capMicros)
    {
        var agreement = Texts.Agreement(World.FingerprintOf(World.TrainerId));
        foreach (var silo in Silos)
        {
            World.WriteTable(
                silo, "people", peopleCount: 60, agreement, Nats(capMicros),
                requestEpsilon: Nats(Math.Min(capMicros, 1_000_000)));
            var port = World.FreePort();
            World.ListSilo(silo, new Uri($"https://127.0.0.1:{port}"));
            _files.Add(silo, World.WriteAdapterFile(silo, port));
        }

        var brokerPort = World.FreePort();
        World.ExpectBrokerAt(brokerPort);
        _files.Add(World.Broker, World.WriteBrokerFile(brokerPort, SiloDeadlineMs));
    }

    public World World { get; } = new(Silos);

    /// <summary>Who can be killed.</summary>
    public static IReadOnlyList<string> Parties => [.. Silos, World.Broker];

    /// <summary>Starts all of them.</summary>
    /// <param name="capMicros">The budget of each silo's people.</param>
    /// <param name="prepare">Writes what else silos hold, before they start.</param>
    public static async Task<ProcessWorld> StartAsync(long capMicros, Action<World>? prepare = null)
    {
        var world = new ProcessWorld(capMicros);
        prepare?.Invoke(world.World);
        var isUp = false;
        try
        {
            await Task.WhenAll(Silos.Select(world.StartAsync));
            await world.StartAsync(World.Broker); // After them: one not yet up would be unreachable for a moment more.
            isUp = true;
            return world;
        }
        finally
        {
            if (!isUp) // One that did not start must not leave the others running.
            {
                await world.DisposeAsync();
            }
        }
    }

    public async Task StartAsync(string party)
    {
        var kind = party == World.Broker ? "broker" : "adapter";
        var process = await GatewayProcess.StartAsync(kind, _files[party], World.Cancellation);
        lock (_processes)
        {
            _processes[party] = process;
        }
    }

    /// <summary>Whether it was killed and not started again.</summary>
    public bool IsDown(string party)
    {
        lock (_processes)
        {
            return !_processes.ContainsKey(party);
        }
    }

    public async Task KillAsync(string party)
    {
        GatewayProcess process;
        lock (_processes)
        {
            _processes.Remove(party, out process!);
        }

        await process.KillAsync(World.Cancellation);
        await process.DisposeAsync();
    }

    /// <summary>Stops all of them as their operators would.</summary>
    public async Task StopAllAsync()
    {
        foreach (var process in _processes.Values.Reverse())
        {
            await process.StopAsync(World.Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        await World.DisposeAsync();
    }

    private static string Nats(long micros) => ((decimal)micros / 1_000_000).ToString(CultureInfo.InvariantCulture);
}
