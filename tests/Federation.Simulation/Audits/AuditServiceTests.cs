using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Hosting.Links;
using Federation.Simulation.Worlds;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Simulation.Audits;

/// <summary>What an auditor sees of running parties, and what nobody else does.</summary>
public sealed class AuditServiceTests
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";

    [Fact]
    public async Task An_auditor_reads_and_proves_the_logs_of_broker_and_adapter_while_they_run()
    {
        await using var world = await StartAsync();
        using var client = world.OpenClient();
        await client.QueryAsync(Sql, 250_000, World.Cancellation);
        await client.QueryAsync("SELECT COUNT(*) FROM people", 100_000, World.Cancellation);

        foreach (var (address, role, party) in new[]
            { (world.BrokerAddress, PeerRole.Broker, World.Broker), (world.Silos.Single().Address, PeerRole.Adapter, "north") })
        {
            using var credentials = world.CredentialsOf("watch");
            using var channel = LinkClient.Open(address, credentials, role);
            var audit = new AuditService.AuditServiceClient(channel);

            var newest = await audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: World.Cancellation);
            Assert.Equal(world.LogKeyOf(party), newest.LogVerifierKey);
            var entries = await ReadAsync(audit, new ReadEntriesRequest());
            Assert.InRange(entries.Count, 4, 100);
            await CheckProofsAsync(audit, entries);
            await CheckReceiptsAsync(audit, entries, world.LogKeyOf(party));
            var intents = await ReadAsync(audit, new ReadEntriesRequest { Filter = new EntryFilter { Dataset = "people", Decision = Decision.Allow } });
            Assert.Equal(2, intents.Count);
            Assert.Empty(await ReadAsync(audit, new ReadEntriesRequest { Filter = new EntryFilter { Purpose = "none" } }));
            Assert.Empty(await ReadAsync(audit, new ReadEntriesRequest { Filter = new EntryFilter { UntilUnixMs = 1 } }));
        }
    }

    [Fact]
    public async Task Checkpoints_are_told_as_they_are_signed_and_continue_each_other()
    {
        await using var world = await StartAsync();
        using var client = world.OpenClient();
        using var credentials = world.CredentialsOf("watch");
        using var channel = LinkClient.Open(world.BrokerAddress, credentials, PeerRole.Broker);
        var audit = new AuditService.AuditServiceClient(channel);
        using var stream = audit.StreamCheckpoints(new StreamCheckpointsRequest(), cancellationToken: World.Cancellation);

        Assert.True(await stream.ResponseStream.MoveNext(World.Cancellation));
        await client.QueryAsync(Sql, 250_000, World.Cancellation);
        var sizes = new List<long> { SizeOf(stream.ResponseStream.Current.Checkpoint) };
        while (sizes[^1] < 2)
        {
            Assert.True(await stream.ResponseStream.MoveNext(World.Cancellation));
            sizes.Add(SizeOf(stream.ResponseStream.Current.Checkpoint));
        }

        Assert.Equal(sizes.Order(), sizes);
        var proof = await audit.GetConsistencyProofAsync(
            new GetConsistencyProofRequest { From = 1, To = sizes[^1] }, cancellationToken: World.Cancellation);
        Assert.Equal(sizes[^1], proof.To);
    }

    [Fact]
    public async Task Fields_open_only_where_the_holder_of_the_log_says_so()
    {
        await using var world = await StartAsync();
        using var client = world.OpenClient();
        var answer = await client.QueryAsync(Sql, 250_000, World.Cancellation);
        using var credentials = world.CredentialsOf("watch");
        using var channel = LinkClient.Open(world.BrokerAddress, credentials, PeerRole.Broker);
        var audit = new AuditService.AuditServiceClient(channel);
        var entries = await ReadAsync(audit, new ReadEntriesRequest { Filter = new EntryFilter { Decision = Decision.Allow } });
        var intent = EntryBytes.TryRead(entries[0].Entry.Span)!;

        var opened = await audit.OpenFieldAsync(
            new OpenFieldRequest { AccessId = intent.AccessId, Tag = "trainer" }, cancellationToken: World.Cancellation);

        Assert.Equal(World.TrainerId, opened.Value.ToStringUtf8());
        var digest = intent.Intent.Commitments.Single(commitment => commitment.Tag == "trainer").Digest;
        Assert.Equal(digest.ToByteArray(), Audit.Commitment.Digest("trainer", opened.Salt.Span, opened.Value.Span));
        foreach (var tag in new[] { "literals", "peer", "nothing" })
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(async () => await audit.OpenFieldAsync(
                new OpenFieldRequest { AccessId = intent.AccessId, Tag = tag }, cancellationToken: World.Cancellation));
            Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        }

        Assert.NotEmpty(answer.Rows);
    }

    [Fact]
    public async Task A_trainer_is_refused_by_every_call_and_bad_requests_get_a_clear_reason()
    {
        await using var world = await StartAsync();
        using var trainer = world.CredentialsOf(World.TrainerId);
        using var channel = LinkClient.Open(world.BrokerAddress, trainer, PeerRole.Broker);
        var stranger = new AuditService.AuditServiceClient(channel);
        foreach (var call in new Func<Task>[]
            {
                async () => await stranger.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: World.Cancellation),
                async () => await stranger.GetInclusionProofAsync(new GetInclusionProofRequest(), cancellationToken: World.Cancellation),
                async () => await stranger.GetConsistencyProofAsync(new GetConsistencyProofRequest(), cancellationToken: World.Cancellation),
                async () => await stranger.GetReceiptsAsync(new GetReceiptsRequest(), cancellationToken: World.Cancellation),
                async () => await stranger.OpenFieldAsync(new OpenFieldRequest(), cancellationToken: World.Cancellation),
                async () => await stranger.ListPeersAsync(new ListPeersRequest(), cancellationToken: World.Cancellation),
                () => ReadAsync(stranger, new ReadEntriesRequest()),
            })
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        using var credentials = world.CredentialsOf("watch");
        using var open = LinkClient.Open(world.BrokerAddress, credentials, PeerRole.Broker);
        var audit = new AuditService.AuditServiceClient(open);
        foreach (var call in new Func<Task>[]
            {
                async () => await audit.GetInclusionProofAsync(new GetInclusionProofRequest { Index = 1_000_000 }, cancellationToken: World.Cancellation),
                async () => await audit.GetInclusionProofAsync(new GetInclusionProofRequest { Index = -1 }, cancellationToken: World.Cancellation),
                async () => await audit.GetInclusionProofAsync(new GetInclusionProofRequest { LeafHash = ByteString.CopyFrom(1, 2) }, cancellationToken: World.Cancellation),
                async () => await audit.GetConsistencyProofAsync(new GetConsistencyProofRequest { From = 5, To = 1_000_000 }, cancellationToken: World.Cancellation),
                async () => await audit.GetReceiptsAsync(new GetReceiptsRequest { AccessId = "'; DROP" }, cancellationToken: World.Cancellation),
                async () => await audit.GetReceiptsAsync(new GetReceiptsRequest { AccessId = Guid.NewGuid().ToString() }, cancellationToken: World.Cancellation),
                () => ReadAsync(audit, new ReadEntriesRequest { Start = long.MaxValue }),
            })
        {
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }
    }

    private static async Task CheckProofsAsync(AuditService.AuditServiceClient audit, List<ReadEntriesResponse> entries)
    {
        var tree = new MerkleTree();
        entries.ForEach(entry => tree.Append(MerkleTree.LeafHash(entry.Entry.Span)));
        foreach (var entry in entries)
        {
            var leaf = MerkleTree.LeafHash(entry.Entry.Span);
            var proof = await audit.GetInclusionProofAsync(
                new GetInclusionProofRequest { LeafHash = ByteString.CopyFrom(leaf), Size = entries.Count }, cancellationToken: World.Cancellation);
            Assert.Equal(entry.Index, proof.Index);
            Assert.True(MerkleProof.VerifyInclusion(
                leaf, proof.Index, proof.Size, [.. proof.Hashes.Select(hash => hash.ToByteArray())], tree.Root(entries.Count)));
        }
    }

    private static async Task CheckReceiptsAsync(
        AuditService.AuditServiceClient audit, List<ReadEntriesResponse> entries, string logKey)
    {
        var access = entries.Select(entry => EntryBytes.TryRead(entry.Entry.Span)!).First(entry => entry.Intent is not null).AccessId;
        var receipts = await audit.GetReceiptsAsync(
            new GetReceiptsRequest { AccessId = access }, cancellationToken: World.Cancellation);
        Assert.InRange(receipts.Receipts.Count, 2, 3);
        Assert.All(receipts.Receipts, receipt => Assert.True(TlogProof.Verify(receipt.Proof, receipt.Entry.Span, logKey).IsValid));
    }

    private static async Task<List<ReadEntriesResponse>> ReadAsync(AuditService.AuditServiceClient audit, ReadEntriesRequest request)
    {
        var entries = new List<ReadEntriesResponse>();
        using var call = audit.ReadEntries(request, cancellationToken: World.Cancellation);
        await foreach (var entry in call.ResponseStream.ReadAllAsync(World.Cancellation))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static long SizeOf(string note) => long.Parse(note.Split('\n')[1], null);

    private static async Task<World> StartAsync()
    {
        var world = new World("north");
        world.WriteTable("north", "people", 30, Texts.Agreement(world.FingerprintOf(World.TrainerId)));
        await world.StartAdapterAsync("north");
        await world.StartBrokerAsync();
        return world;
    }
}
