using Federation.Contracts.Type.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Federation.Hosting.Errors;

/// <summary>Writes a <see cref="Refusal"/> as the gRPC rich error model asks and reads it.</summary>
public static class RefusalStatus
{
    /// <summary>The namespace of our reasons. Together with a reason it names an error for all time.</summary>
    public const string Domain = "federation";

    private const int MessageCharactersMax = 1_000;
    private const int FactsMax = 16;

    private static readonly Dictionary<string, RefusalReason> Reasons =
        System.Enum.GetValues<RefusalReason>().ToDictionary(NameOf);

    /// <summary>The status that goes out.</summary>
    public static Status Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var info = new ErrorInfo { Domain = Domain, Reason = NameOf(refusal.Reason) };
        info.Metadata.Add(refusal.Facts.ToDictionary());
        var code = (int)CodeOf(refusal.Reason);
        return new Status { Code = code, Message = refusal.Message, Details = { Any.Pack(info) } };
    }

    /// <summary>The refusal that another process sent, or null where its status carries none of ours.</summary>
    /// <remarks>Texts are cut and facts are counted: the other side may be hostile.</remarks>
    public static Refusal? Read(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Status? status;
        try
        {
            status = exception.GetRpcStatus();
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return null;
        }

        if (status?.GetDetail<ErrorInfo>() is not { Domain: Domain } info
            || !Reasons.TryGetValue(info.Reason, out var reason))
        {
            return null;
        }

        var facts = info.Metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal).Take(FactsMax)
            .ToDictionary(fact => Cut(fact.Key), fact => Cut(fact.Value));
        return new Refusal(reason, Cut(status.Message), facts);
    }

    /// <summary>The stable name of a reason, such as <c>ACCESS_DENIED</c>; also the value of metric tags.</summary>
    public static string NameOf(RefusalReason reason) =>
        string.Concat(reason.ToString().Select((letter, index) =>
            index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static Code CodeOf(RefusalReason reason) => reason switch
    {
        RefusalReason.AccessDenied => Code.PermissionDenied,
        RefusalReason.RequestInvalid => Code.InvalidArgument,
        RefusalReason.SignatureInvalid => Code.Unauthenticated,
        RefusalReason.RequestStale => Code.FailedPrecondition,
        RefusalReason.RequestReplayed => Code.AlreadyExists,
        RefusalReason.BudgetExhausted or RefusalReason.QuotaExhausted or RefusalReason.RateLimited =>
            Code.ResourceExhausted,
        RefusalReason.SiloTimedOut => Code.DeadlineExceeded,
        RefusalReason.ReleaseInvalid => Code.DataLoss,
        RefusalReason.SiloUnreachable or RefusalReason.StoreUnavailable or RefusalReason.AuditUnavailable
            or RefusalReason.WitnessesMissing => Code.Unavailable,
        RefusalReason.Internal => Code.Internal,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a status."),
    };

    private static string Cut(string text) => text.Length <= MessageCharactersMax ? text : text[..MessageCharactersMax];
}
