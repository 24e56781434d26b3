using System.Buffers.Binary;
using System.Security.Cryptography;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Tests.Client;

/// <summary>An adapter as the wire shows it: real keys, a log of one entry at a time, and numbers given by the test.</summary>
internal sealed class FakeSilo(string id) : IDisposable
{
    private readonly SigningKey _log = SigningKey.Create();

    public string Id { get; } = id;

    /// <summary>Who cosigns its checkpoints; null for nobody.</summary>
    public Cosigner? Witness { get; set; }

    public SigningKey Signing { get; } = SigningKey.Create();

    public string LogVerifierKey => Notes.VerifierKey;

    private NoteSigner Notes => new($"demo.federation/adapter/{Id}/audit", _log);

    public Envelope Catalogue()
    {
        var catalogue = new SiloCatalogue { Silo = Id, LogVerifierKey = LogVerifierKey, IssuedUnixMs = 1 };
        catalogue.Datasets.Add(new DatasetListing { Dataset = "people", PrivacyUnit = "row", Epoch = 1 });
        return Seal("application/vnd.federation.catalogue.v1", catalogue);
    }

    public StatisticRelease Release(SignedRequestView request, params long[] rows)
    {
        var release = new StatisticRelease
        {
            Silo = Id,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            TrainerFingerprint = request.TrainerFingerprint,
            Dataset = "people",
            Lineage = $"{Id}-lineage",
            Epoch = 1,
            AccessId = Guid.CreateVersion7().ToString(),
            LineageCost = new PrivacyCost { EpsilonMicros = 500_000 },
            Components =
            {
                new Component
                {
                    Kind = ComponentKind.Rows,
                    Noise = new Noise
                    {
                        Kind = NoiseKind.DiscreteLaplace,
                        ScaleNumerator = 2_000_000,
                        ScaleDenominator = 1_000_000,
                    },
                },
            },
        };
        if (rows.Length > 1)
        {
            release.GroupColumns.Add("sex");
        }

        foreach (var (index, count) in rows.Index())
        {
            var cell = new Cell { Values = { count } };
            if (rows.Length > 1)
            {
                cell.Key.Add(new Value { Integer = index });
            }

            release.Cells.Add(cell);
        }

        return release;
    }

    public SealedRelease Seal(StatisticRelease release) => Seal(
        Seal("application/vnd.federation.statistic-release.v1", release), release.AccessId, new ReleaseRecord());

    public (SealedRelease Header, byte[] Ciphertext) Chunk(
        SignedRequestView request, byte[] encryptionKey, int number, string accessId, params string[] texts)
    {
        var records = new SampleRecords();
        records.Records.AddRange(texts.Select(text => new SampleRecord { Fields = { new SampleField { Text = text } } }));
        var associatedData = new byte[36];
        request.Digest.CopyTo(associatedData, 0);
        BinaryPrimitives.WriteInt32BigEndian(associatedData.AsSpan(32), number);
        var (encapsulated, ciphertext) = Hpke.Seal(
            encryptionKey, "fedgw/sample-chunk/v1"u8, associatedData, records.ToByteArray());
        var header = new SampleChunk
        {
            Silo = Id,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            ChunkNumber = number,
            RecordsCount = texts.Length,
            EncapsulatedKey = ByteString.CopyFrom(encapsulated),
            CiphertextDigest = ByteString.CopyFrom(SHA256.HashData(ciphertext)),
            CiphertextLengthBytes = ciphertext.Length,
            AccessId = accessId,
            Columns = { "text" },
            Lineage = $"{Id}-lineage",
            Epoch = 1,
        };
        var sealedHeader = Seal(
            Seal("application/vnd.federation.sample-chunk.v1", header), accessId,
            new ReleaseRecord { ChunkNumber = number, RecordsCount = texts.Length });
        return (sealedHeader, ciphertext);
    }

    /// <summary>A removal report of one count beside those of the evaluation sets.</summary>
    public SealedRelease Removals(
        SignedRequestView request, SampleRequest body, string accessId, Action<RemovalReport>? change = null)
    {
        var report = new RemovalReport
        {
            Silo = Id,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            RecordsCount = body.RecordsCount,
            RecordsPerUnit = 1,
            Counts = { new RemovalCount { Outcome = RemovalOutcome.Passed, RecordsCount = 9 } },
            Noise = new Noise
            {
                Kind = NoiseKind.DiscreteLaplace,
                ScaleNumerator = 2_000_000,
                ScaleDenominator = body.RemovalEpsilonMicros,
            },
            LineageCost = new PrivacyCost { EpsilonMicros = body.RemovalEpsilonMicros },
            AccessId = accessId,
        };
        report.Counts.Add(body.EvaluationSets.Select(set => new RemovalCount
        {
            Outcome = RemovalOutcome.Evaluation,
            EvaluationSet = set.Name,
            RecordsCount = -1,
        }));
        var cost = report.LineageCost.Clone();
        change?.Invoke(report);
        return Seal(
            Seal("application/vnd.federation.removal-report.v1", report), accessId, new ReleaseRecord { Cost = cost });
    }

    public Envelope End(SignedRequestView request, string accessId, int chunks, int records, params byte[][] ciphertexts) =>
        Seal("application/vnd.federation.sample-end.v1", new SampleEnd
        {
            Silo = Id,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            ChunksCount = chunks,
            RecordsCount = records,
            AccessId = accessId,
            RunningDigest = ByteString.CopyFrom(SHA256.HashData([.. ciphertexts.SelectMany(SHA256.HashData)])),
        });

    public void Dispose()
    {
        Signing.Dispose();
        _log.Dispose();
    }

    private Envelope Seal(string payloadType, IMessage message)
    {
        var payload = message.ToByteArray();
        return new Envelope
        {
            PayloadType = payloadType,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(Signing.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(Signing, payloadType, payload)),
        };
    }

    /// <summary>A log that holds this one entry: its root is the entry's leaf hash, its proof is empty.</summary>
    private SealedRelease Seal(Envelope envelope, string accessId, ReleaseRecord record)
    {
        record.ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(envelope.Payload.Span));
        var entry = new AuditEntry
        {
            Blind = ByteString.CopyFrom(new byte[16]),
            AccessId = accessId,
            Writer = $"adapter/{Id}",
            Release = record,
        };
        byte[] bytes = [0x01, .. entry.ToByteArray()];
        var root = Convert.ToBase64String(SHA256.HashData([0x00, .. bytes]));
        var text = $"{Notes.Name}\n1\n{root}\n";
        var checkpoint = Notes.Sign(text) + Witness?.Cosign(text, 1);
        return new SealedRelease
        {
            Envelope = envelope,
            Receipt = new Receipt
            {
                Entry = ByteString.CopyFrom(bytes),
                Proof = new TlogProof(0, [], checkpoint).Format(),
            },
        };
    }
}

/// <summary>What a silo reads off a signed request.</summary>
internal sealed record SignedRequestView(byte[] Digest, string TrainerFingerprint)
{
    public static SignedRequestView Of(Envelope envelope) =>
        new(SHA256.HashData(envelope.Payload.Span), VerifyKey.FingerprintOf(envelope.PublicKey.Span));
}
