using System.Data.Common;

namespace Federation.Stores.Statements;

/// <summary>Interrupts the engine from the moment a token is cancelled until disposed, again and again.</summary>
/// <remarks>Once is not enough: an interrupt that comes just before the engine starts is forgotten by it.</remarks>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private readonly Timer _timer;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Watches the token on behalf of a command.</summary>
    public Interruption(DbCommand command, CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => command.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registration = cancellationToken.Register(() => _timer.Change(TimeSpan.Zero, Pause));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        using var idle = new ManualResetEvent(false);
        if (_timer.Dispose(idle))
        {
            idle.WaitOne(); // No interrupt may meet a closed connection.
        }
    }
}
