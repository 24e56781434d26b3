using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Federation.Broker.Silos;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Tests.Broker;

/// <summary>An adapter in the same process, that can be made to misbehave.</summary>
internal sealed class FakeSilo(string id, byte seed, params long[] values) : ISiloChannel, IDisposable
{
    public const string GoodProof = "good proof";

    private readonly SigningKey _key = SigningKey.FromSeed(Enumerable.Repeat(seed, 32).ToArray());

    public string Dataset { get; set; } = "people";

    public SigningKey? WrongKey { get; set; }

    public StatusCode? Fails { get; set; }

    public bool Hangs { get; set; }

    public string Proof { get; set; } = GoodProof;

    public Action<StatisticRelease> Twist { get; set; } = _ => { };

    /// <summary>The ε that its removal report states, in millionths; 0 where it sends none.</summary>
    public long RemovalMicros { get; set; }

    public Func<IEnumerable<SampleFrame>, IEnumerable<SampleFrame>> TwistFrames { get; set; } = frames => frames;

    public Action Asked { get; set; } = () => { };

    public int CatalogueCalls { get; private set; }

    public int FramesTaken { get; private set; }

    public Silo Silo => new(new SiloOptions(id, new Uri("https://127.0.0.1:1"), _key.Fingerprint), this);

    public async Task<Envelope?> GetCatalogueAsync(CancellationToken cancellationToken)
    {
        CatalogueCalls++;
        await MisbehaveAsync(cancellationToken);
        return Seal("catalogue", new SiloCatalogue
        {
            Silo = id,
            Datasets = { new DatasetListing { Dataset = Dataset } },
            LogVerifierKey = $"{TestBroker.Federation}/adapter/{id}/audit+key",
        });
    }

    public async Task<Envelope?> GetBudgetAsync(Envelope request, CancellationToken cancellationToken)
    {
        Asked();
        await MisbehaveAsync(cancellationToken);
        return Seal("budget-report", new BudgetReport { Silo = id, RequestDigest = Digest(request.Payload) });
    }

    public async Task<SealedRelease?> ReleaseStatisticAsync(Envelope request, CancellationToken cancellationToken)
    {
        Asked();
        await MisbehaveAsync(cancellationToken);
        var release = new StatisticRelease
        {
            Silo = id,
            RequestDigest = Digest(request.Payload),
            TrainerFingerprint = VerifyKey.FingerprintOf(request.PublicKey.Span),
            Dataset = "people",
            Epoch = 1,
            AccessId = $"access-of-{id}",
            Components =
            {
                new Component
                {
                    Kind = ComponentKind.Rows,
                    Noise = new Noise { Kind = NoiseKind.DiscreteLaplace, ScaleNumerator = 2, ScaleDenominator = 1 },
                },
            },
            GroupColumns = { "sex" },
            Cells = { values.Select((value, key) => CellOf(key, value)) },
        };
        Twist(release);
        return SealWithReceipt("statistic-release", release, release.AccessId);
    }

    public async IAsyncEnumerable<SampleFrame?> ReleaseSampleAsync(
        Envelope request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked();
        await MisbehaveAsync(cancellationToken);
        foreach (var frame in TwistFrames(FramesFor(request)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FramesTaken++;
            yield return frame;
        }
    }

    public void Dispose() => _key.Dispose();

    private static Cell CellOf(long key, long value) =>
        new() { Key = { new Value { Integer = key } }, Values = { value } };

    private static ByteString Digest(ByteString bytes) => ByteString.CopyFrom(SHA256.HashData(bytes.Span));

    /// <summary>One chunk of one byte a value, then the end.</summary>
    private IEnumerable<SampleFrame> FramesFor(Envelope request)
    {
        using var running = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var number = 0; number < values.Length; number++)
        {
            var ciphertext = ByteString.CopyFrom((byte)values[number]);
            var chunk = new SampleChunk
            {
                Silo = id,
                RequestDigest = Digest(request.Payload),
                ChunkNumber = number,
                RecordsCount = 1,
                CiphertextDigest = Digest(ciphertext),
                CiphertextLengthBytes = ciphertext.Length,
                AccessId = $"access-of-{id}",
            };
            running.AppendData(chunk.CiphertextDigest.Span);
            yield return new SampleFrame { Chunk = SealWithReceipt("sample-chunk", chunk, chunk.AccessId) };
            yield return new SampleFrame { Ciphertext = ciphertext };
        }

        if (RemovalMicros != 0)
        {
            var report = new RemovalReport
            {
                Silo = id,
                RequestDigest = Digest(request.Payload),
                LineageCost = new PrivacyCost { EpsilonMicros = RemovalMicros },
                AccessId = $"access-of-{id}",
            };
            yield return new SampleFrame { RemovalReport = SealWithReceipt("removal-report", report, report.AccessId) };
        }

        yield return new SampleFrame
        {
            End = Seal("sample-end", new SampleEnd
            {
                Silo = id,
                RequestDigest = Digest(request.Payload),
                ChunksCount = values.Length,
                RecordsCount = values.Length,
                RunningDigest = ByteString.CopyFrom(running.GetCurrentHash()),
                AccessId = $"access-of-{id}",
            }),
        };
    }

    private async Task MisbehaveAsync(CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (Fails is { } code)
        {
            throw new RpcException(new Status(code, "made to fail"));
        }
    }

    private SealedRelease SealWithReceipt(string kind, IMessage message, string accessId)
    {
        var envelope = Seal(kind, message);
        var entry = new AuditEntry
        {
            AccessId = accessId,
            Writer = $"adapter/{id}",
            Release = new ReleaseRecord { ReleaseDigest = Digest(envelope.Payload) },
        };
        return new SealedRelease
        {
            Envelope = envelope,
            Receipt = new Receipt { Entry = ByteString.CopyFrom([0x01, .. entry.ToByteArray()]), Proof = Proof },
        };
    }

    private Envelope Seal(string kind, IMessage message) =>
        TestBroker.Sign(kind == "catalogue" ? _key : WrongKey ?? _key, kind, message);
}
