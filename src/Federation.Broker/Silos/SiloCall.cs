using Federation.Hosting.Errors;
using Grpc.Core;

namespace Federation.Broker.Silos;

/// <summary>Waits for a silo until its deadline and turns whatever goes wrong with it into a typed refusal.</summary>
internal static class SiloCall
{
    /// <summary>What the silo said, or why it said nothing. Throws only where the caller itself gave up.</summary>
    public static async Task<(T? Value, Refusal? Refusal)> TryAsync<T>(
        string silo, TimeSpan deadline, TimeProvider time, Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
        where T : class?
    {
        using var timer = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return (await call(either.Token).WaitAsync(either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Refusal.SiloTimedOut(silo));
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException exception)
        {
            return (null, timer.IsCancellationRequested ? Refusal.SiloTimedOut(silo) : Read(silo, exception));
        }
        catch (RefusalException exception)
        {
            return (null, exception.Refusal);
        }
    }

    private static Refusal Read(string silo, RpcException exception) =>
        RefusalStatus.Read(exception) ?? exception.StatusCode switch
        {
            // The last two are what HTTP/2 makes of a stream or link that is cut; a silo of ours says which refusal.
            StatusCode.Unavailable or StatusCode.Internal or StatusCode.ResourceExhausted =>
                Refusal.SiloUnreachable(silo),
            StatusCode.DeadlineExceeded or StatusCode.Cancelled => Refusal.SiloTimedOut(silo),
            _ => Refusal.ReleaseInvalid(silo),
        };
}
