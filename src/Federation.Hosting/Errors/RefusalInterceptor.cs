using System.Diagnostics;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Telemetry;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Federation.Hosting.Errors;

/// <summary>The one place where exceptions become statuses, so that none can leak what was thrown.</summary>
/// <remarks>
/// A fault is logged by its type and its stack, never by its message: an engine's message may quote a value.
/// </remarks>
public sealed partial class RefusalInterceptor(FederationMetrics metrics, ILogger<RefusalInterceptor> logger)
    : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        TResponse? response = null;
        await GuardAsync(context, async () => response = await continuation(request, context));
        return response!;
    }

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return GuardAsync(context, () => continuation(request, responseStream, context));
    }

    private async Task GuardAsync(ServerCallContext context, Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(context);
        var started = Stopwatch.GetTimestamp();
        var outcome = "OK";
        try
        {
            await run();
        }
        catch (RefusalException exception)
        {
            outcome = RefusalStatus.NameOf(exception.Refusal.Reason);
            LogRefused(context.Method, exception.Refusal.Reason);
            throw RefusalStatus.Of(exception.Refusal).ToRpcException();
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            outcome = "CANCELLED";
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller gave up, or the deadline passed."));
        }
        catch (Exception exception)
        {
            outcome = RefusalStatus.NameOf(RefusalReason.Internal);
            var traceId = Activity.Current?.TraceId.ToString() ?? "none";
            LogFailed(context.Method, exception.GetType().FullName ?? "unknown", traceId, exception.StackTrace ?? "");
            throw RefusalStatus.Of(Refusal.Internal(traceId)).ToRpcException();
        }
        finally
        {
            metrics.CountRequest(context.Method, outcome, Stopwatch.GetElapsedTime(started));
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} was refused: {Reason}.")]
    private partial void LogRefused(string method, RefusalReason reason);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed with {ExceptionType}, trace id {TraceId}.\n{Stack}")]
    private partial void LogFailed(string method, string exceptionType, string traceId, string stack);
}
