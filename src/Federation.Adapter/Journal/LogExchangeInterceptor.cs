using Federation.Audit;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Federation.Adapter.Journal;

/// <summary>Takes what the broker says of its log with a call, and says in the trailer what the adapter's is.</summary>
internal sealed class LogExchangeInterceptor(AdapterCore core) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var origin = Take(context);
        var response = await continuation(request, context);
        Offer(context, origin);
        return response;
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var origin = Take(context);
        await continuation(request, responseStream, context);
        Offer(context, origin);
    }

    /// <summary>Takes what came; the name of the caller's log, or null where it said nothing.</summary>
    private string? Take(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValueBytes(LogExchanger.MetadataKey) is not { } bytes)
        {
            return null;
        }

        try
        {
            var exchange = LogExchange.Parser.ParseFrom(bytes);
            core.Exchanger.Take(exchange, core.MayBeBroker);
            return NoteVerifier.TryParse(exchange.LogVerifierKey, out var verifier) ? verifier.Name : "";
        }
        catch (InvalidProtocolBufferException)
        {
            return null; // What a caller says of its log cannot fail a call.
        }
    }

    private void Offer(ServerCallContext context, string? origin)
    {
        if (origin is not null)
        {
            context.ResponseTrailers.Add(LogExchanger.MetadataKey, core.Exchanger.Offer(origin).ToByteArray());
        }
    }
}
