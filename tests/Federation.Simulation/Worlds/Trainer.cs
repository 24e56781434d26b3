using Federation.Client.Profiles;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Simulation.Worlds;

/// <summary>A trainer who signs what it is told to, so that the very same message can be sent twice.</summary>
internal sealed class Trainer(TrainerKeys keys) : IDisposable
{
    private const string StatisticRequestType = "application/vnd.federation.statistic-request.v1";
    private const string SampleRequestType = "application/vnd.federation.sample-request.v1";

    public TrainerKeys Keys { get; } = keys;

    /// <summary>A signed question: how many people of each sex; the loss makes it a question of its own.</summary>
    public Envelope Question(
        string dataset, long epsilonMicros, Action<StatisticRequest>? change = null, TimeSpan? age = null)
    {
        var request = new StatisticRequest
        {
            Header = Header(age ?? TimeSpan.Zero),
            Query = new AggregateQuery { Dataset = dataset, GroupBy = { "sex" } },
            EpsilonMicros = epsilonMicros,
        };
        request.Query.Measures.Add(new Measure { Kind = MeasureKind.Count });
        change?.Invoke(request);
        return Sign(request);
    }

    /// <summary>A signed order of records of some columns, encrypted to the trainer.</summary>
    public Envelope Sample(string dataset, int recordsCount, params IEnumerable<string> columns)
    {
        var request = new SampleRequest
        {
            Header = Header(TimeSpan.Zero),
            Dataset = dataset,
            RecordsCount = recordsCount,
            EncryptionKey = ByteString.CopyFrom(Keys.Decryption.PublicKey),
        };
        request.Columns.Add(columns);
        return Sign(SampleRequestType, request);
    }

    public Envelope Sign(StatisticRequest request) => Sign(StatisticRequestType, request);

    public static StatisticRequest Read(Envelope envelope) => StatisticRequest.Parser.ParseFrom(envelope.Payload);

    public static StatisticRelease Read(SealedRelease release) =>
        StatisticRelease.Parser.ParseFrom(release.Envelope.Payload);

    public void Dispose() => Keys.Dispose();

    private RequestHeader Header(TimeSpan age)
    {
        var issued = DateTimeOffset.UtcNow - age;
        return new RequestHeader
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Audience = World.Federation,
            Agreement = World.Agreement,
            Purpose = World.Purpose,
            TrainerKey = ByteString.CopyFrom(Keys.Signing.PublicKey),
            IssuedUnixMs = issued.ToUnixTimeMilliseconds(),
            ExpiresUnixMs = issued.AddMinutes(4).ToUnixTimeMilliseconds(),
        };
    }

    private Envelope Sign(string type, IMessage request)
    {
        var payload = request.ToByteArray();
        return new Envelope
        {
            PayloadType = type,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(Keys.Signing.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(Keys.Signing, type, payload)),
        };
    }
}
