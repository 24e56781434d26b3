using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Google.Protobuf;
using Grpc.Core;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Hosting.Audits;

/// <summary>Shows a party's log to auditors, and proves it. Reads only; nobody else may call.</summary>
internal sealed class AuditGrpcService(AuditedLog audited, TimeProvider time) : AuditService.AuditServiceBase
{
    private const int ReceiptsMax = 1_000;
    private static readonly TimeSpan StreamPeriod = TimeSpan.FromMilliseconds(200);

    private AuditLog Log => audited.Log;

    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context)
    {
        Admit(context);
        return Task.FromResult(new GetCheckpointResponse
        {
            Checkpoint = Newest().Note,
            LogVerifierKey = Log.VerifierKey,
        });
    }

    public override async Task StreamCheckpoints(
        StreamCheckpointsRequest request, IServerStreamWriter<StreamCheckpointsResponse> responseStream,
        ServerCallContext context)
    {
        Admit(context);
        var told = -1L;
        using var timer = new PeriodicTimer(StreamPeriod, time);
        do
        {
            var (size, note) = Newest();
            if (size > told)
            {
                await responseStream.WriteAsync(
                    new StreamCheckpointsResponse { Checkpoint = note }, context.CancellationToken);
                told = size;
            }
        }
        while (await timer.WaitForNextTickAsync(context.CancellationToken));
    }

    public override Task<GetInclusionProofResponse> GetInclusionProof(
        GetInclusionProofRequest request, ServerCallContext context)
    {
        Admit(context);
        var size = SizeOf(request.Size);
        var index = request.EntryCase == GetInclusionProofRequest.EntryOneofCase.LeafHash
            ? Log.FindLeaf(request.LeafHash.Span) ?? throw Invalid("leaf_hash", "must be that of an entry of this log")
            : request.Index;
        Check(index >= 0 && index < size, "index", $"must be from 0 to {size - 1}");
        var response = new GetInclusionProofResponse { Index = index, Size = size };
        response.Hashes.Add(Log.ProveInclusion(index, size).Select(hash => ByteString.CopyFrom(hash)));
        return Task.FromResult(response);
    }

    public override Task<GetConsistencyProofResponse> GetConsistencyProof(
        GetConsistencyProofRequest request, ServerCallContext context)
    {
        Admit(context);
        var to = SizeOf(request.To);
        Check(request.From >= 1 && request.From <= to, "from", $"must be from 1 to {to}");
        var response = new GetConsistencyProofResponse { To = to };
        response.Hashes.Add(request.From == to
            ? [] : Log.ProveConsistency(request.From, to).Select(hash => ByteString.CopyFrom(hash)));
        return Task.FromResult(response);
    }

    public override async Task ReadEntries(
        ReadEntriesRequest request, IServerStreamWriter<ReadEntriesResponse> responseStream, ServerCallContext context)
    {
        Admit(context);
        var end = SizeOf(request.End, Log.Count);
        Check(request.Start >= 0 && request.Start <= end, "start", $"must be from 0 to {end}");
        for (var index = request.Start; index < end; index++)
        {
            var bytes = await Log.ReadAsync(index, context.CancellationToken);
            if (EntryBytes.TryRead(bytes) is { } entry && EntryMatch.Fits(entry, request.Filter))
            {
                await responseStream.WriteAsync(
                    new ReadEntriesResponse { Index = index, Entry = ByteString.CopyFrom(bytes) },
                    context.CancellationToken);
            }
        }
    }

    public override async Task<GetReceiptsResponse> GetReceipts(GetReceiptsRequest request, ServerCallContext context)
    {
        Admit(context);
        CheckAccess(request.AccessId);
        var response = new GetReceiptsResponse();
        await foreach (var (index, bytes) in Log.ReadAllAsync(context.CancellationToken))
        {
            if (EntryBytes.TryRead(bytes.Span) is { } entry && entry.AccessId == request.AccessId)
            {
                response.Receipts.Add(new Receipt
                {
                    Entry = ByteString.CopyFrom(bytes.Span),
                    Proof = Log.Prove(index),
                });
            }

            if (response.Receipts.Count == ReceiptsMax)
            {
                break;
            }
        }

        Check(response.Receipts.Count > 0, "access_id", "must be that of an access of this log");
        return response;
    }

    public override Task<OpenFieldResponse> OpenField(OpenFieldRequest request, ServerCallContext context)
    {
        Admit(context);
        CheckAccess(request.AccessId);
        var opening = audited.OpenTags.Contains(request.Tag)
            ? audited.OpeningsOf(request.AccessId).FirstOrDefault(opening => opening.Tag == request.Tag)
            : null;
        return opening is null
            ? throw new RefusalException(Refusal.AccessDenied("")) // Forbidden and erased read alike.
            : Task.FromResult(new OpenFieldResponse
            {
                Salt = ByteString.CopyFrom(opening.Salt),
                Value = ByteString.CopyFrom(opening.Value),
            });
    }

    public override Task<ListPeersResponse> ListPeers(ListPeersRequest request, ServerCallContext context)
    {
        Admit(context);
        var response = new ListPeersResponse();
        response.Peers.Add(audited.Witness.Peers.Select(peer => new SeenPeer
        {
            Origin = peer.Origin,
            Cosigned = peer.Cosigned,
            Contradicting = peer.Contradicting,
        }));
        return Task.FromResult(response);
    }

    private static void Admit(ServerCallContext context)
    {
        if (PeerIdentity.Of(context).Role != PeerRole.Auditor)
        {
            throw new RefusalException(Refusal.AccessDenied(""));
        }
    }

    private static void CheckAccess(string accessId) =>
        Check(Guid.TryParseExact(accessId, "D", out _), "access_id", "must be a UUID");

    private static void Check(bool holds, string field, string rule)
    {
        if (!holds)
        {
            throw Invalid(field, rule);
        }
    }

    private static RefusalException Invalid(string field, string rule) => new(Refusal.RequestInvalid(field, rule));

    private (long Size, string Note) Newest()
    {
        try
        {
            Log.SignCheckpoint();
        }
        catch (AuditLogUnavailableException)
        {
            throw new RefusalException(Refusal.AuditUnavailable());
        }

        var (size, note) = Log.NewestCheckpoint;
        return (size, note + audited.CosignaturesOf(size, note));
    }

    private long SizeOf(long asked) => SizeOf(asked, Newest().Size);

    private static long SizeOf(long asked, long most)
    {
        Check(asked >= 0 && asked <= most, "size", $"must be from 0 to {most}");
        return asked == 0 ? most : asked;
    }
}
