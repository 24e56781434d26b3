using Federation.Contracts.Type.V1;
using Google.Rpc;
using Grpc.Core;
using Status = Grpc.Core.StatusCode;

namespace Federation.Client;

/// <summary>Calls the broker and turns its statuses into faults that a person can act on.</summary>
internal static class BrokerCalls
{
    private const string ReasonPrefix = "REFUSAL_REASON_";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StreamPatience = TimeSpan.FromMinutes(30);

    /// <summary>The options of a call with one answer.</summary>
    public static CallOptions Options(CancellationToken cancellationToken) => OptionsOf(Patience, cancellationToken);

    /// <summary>The options of a stream.</summary>
    public static CallOptions StreamOptions(CancellationToken cancellationToken) =>
        OptionsOf(StreamPatience, cancellationToken);

    /// <summary>Runs a call.</summary>
    /// <exception cref="FederationException">The broker refused or cannot be reached.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException exception) when (exception.StatusCode == Status.Cancelled)
        {
            throw new OperationCanceledException(exception.Message, exception);
        }
        catch (RpcException exception)
        {
            throw Translate(exception);
        }
    }

    private static FederationException Translate(RpcException exception)
    {
        var reason = ReasonOf(exception);
        var isSilent = exception.StatusCode is Status.Unavailable or Status.DeadlineExceeded;
        if (reason == RefusalReason.Unspecified && isSilent)
        {
            return new FederationException(
                FederationFaultKind.Unreachable,
                "The broker cannot be reached, or does not accept this certificate. " +
                "Check the address in the profile, that the broker runs, and that both hold keys of one authority.");
        }

        return new FederationException(
            FederationFaultKind.Refused,
            reason == RefusalReason.Unspecified
                ? $"The broker ended the call with {exception.StatusCode}."
                : $"Refused ({reason}): {exception.Status.Detail}",
            reason);
    }

    private static RefusalReason ReasonOf(RpcException exception)
    {
        var name = exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;
        var known = RefusalReflection.Descriptor.EnumTypes[0].FindValueByName(ReasonPrefix + name);
        return (RefusalReason)(known?.Number ?? 0);
    }

    private static CallOptions OptionsOf(TimeSpan patience, CancellationToken cancellationToken) =>
        new(deadline: DateTime.UtcNow + patience, cancellationToken: cancellationToken);
}
