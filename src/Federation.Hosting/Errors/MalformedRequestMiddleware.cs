using Federation.Hosting.Telemetry;
using Google.Protobuf;

namespace Federation.Hosting.Errors;

/// <summary>Gives a frame that is no message the typed refusal that a malformed field gets.</summary>
/// <remarks>
/// gRPC reads the message before any interceptor runs and answers UNKNOWN for bytes it cannot read. Nothing else here
/// ends in UNKNOWN, for <see cref="RefusalInterceptor"/> turns every exception of a handler into another status.
/// </remarks>
public sealed class MalformedRequestMiddleware(RequestDelegate next, FederationMetrics metrics)
{
    private const string StatusTrailer = "grpc-status";
    private const string UnknownStatus = "2";

    private static readonly Google.Rpc.Status Malformed =
        RefusalStatus.Of(Refusal.RequestInvalid("request", "is not a message of this method"));

    /// <summary>Runs the call and mends its trailers.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await next(context);
        if (context.Response.HasStarted || context.Response.Headers[StatusTrailer] != UnknownStatus)
        {
            return;
        }

        var trailers = context.Response.Headers; // A call that failed before its first byte has its trailers here.

        metrics.CountMalformed();
        trailers[StatusTrailer] = $"{Malformed.Code}";
        trailers["grpc-message"] = Malformed.Message;
        trailers["grpc-status-details-bin"] = Convert.ToBase64String(Malformed.ToByteArray()).TrimEnd('=');
    }
}
