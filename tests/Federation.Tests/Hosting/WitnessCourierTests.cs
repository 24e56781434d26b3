using System.Globalization;
using System.Net;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Witnesses;
using Federation.Sealing;
using Federation.Tests.Cli;

namespace Federation.Tests.Hosting;

/// <summary>The log's end of tlog-witness: what witnesses answer is believed only where it verifies.</summary>
public sealed class WitnessCourierTests : IAsyncLifetime, IWitnessStore
{
    private const string Origin = "test.federation/broker/hub/audit";
    private const string PeerLog = "test.federation/adapter/a/audit";
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(500);
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _key = SigningKey.Create();
    private readonly Cosigner _cosigner = new("test.example/one", SigningKey.Create());
    private AuditLog _log = null!;
    private Witness _own = null!;
    private LogExchanger _exchanger = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = await AuditLog.OpenAsync(
            new AuditLogOptions { Directory = _folder["log"], Origin = Origin }, new NoteSigner(Origin, _key),
            TimeProvider.System, Cancellation);
        _own = new Witness(_cosigner, this, TimeProvider.System);
        _own.Trust(_log.VerifierKey);
        _exchanger = new LogExchanger(_log, _own, TimeProvider.System);
        await AppendAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _exchanger.DisposeAsync();
        await _log.DisposeAsync();
        _own.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    Task IWitnessStore.KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken) => Task.CompletedTask;

    [Fact]
    public async Task A_witness_that_saw_more_or_nothing_is_given_the_proof_from_what_it_says()
    {
        await using (var first = Courier(ServeAsync))
        {
            Assert.NotNull(await first.FindAsync(1, Cancellation));
        }

        await AppendAsync();
        await using var second = Courier(ServeAsync); // Knows nothing of the first: the witness tells it.
        var (size, note) = (await second.FindAsync(2, Cancellation))!.Value;
        Assert.Equal(2, size);
        Assert.True(Policy().HasQuorum(note));
        Assert.Equal(note, _log.NewestCheckpoint.Note + second.CosignaturesOf(2));
        Assert.Empty(second.CosignaturesOf(1));
    }

    [Fact]
    public async Task A_quorum_is_reached_soon_after_an_append_without_anyone_asking()
    {
        await using var courier = Courier(ServeAsync);
        await AppendAsync();
        var began = TimeProvider.System.GetTimestamp();
        while (courier.Newest.Size < 2)
        {
            await Task.Delay(10, Cancellation);
        }

        // Promised are two seconds of a quiet machine, measured by the benchmark.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(409, "2\n")]
    [InlineData(422, "")]
    public async Task A_witness_that_knows_another_log_is_named_until_it_cosigns_again(int status, string body)
    {
        var disagrees = true;
        await using var courier = Courier(
            request => disagrees ? Task.FromResult(Answer(status, body)) : ServeAsync(request), Impatience);
        while (courier.Disagreeing.Count == 0)
        {
            Assert.False(await courier.HasQuorumAsync(Cancellation));
        }

        Assert.Equal(["test.example/one"], courier.Disagreeing);

        disagrees = false;
        while (!await courier.HasQuorumAsync(Cancellation))
        {
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Empty(courier.Disagreeing);
    }

    [Fact]
    public async Task What_a_quorum_cosigned_is_in_the_public_files_and_verifies_there()
    {
        await using var courier = Courier(ServeAsync);
        var (size, note) = (await courier.FindAsync(1, Cancellation))!.Value;
        _log.Publish();
        var published = await File.ReadAllTextAsync(Path.Combine(_folder["log"], "cosigned"), Cancellation);
        Assert.Equal((1, note), (size, published));
        Assert.Equal(note, await File.ReadAllTextAsync(Path.Combine(_folder["log"], "checkpoint"), Cancellation));
        var report = await PublishedLog.VerifyAsync(
            new FolderLogFiles(_folder["log"]), _log.VerifierKey, null, Cancellation);
        Assert.True(report.IsIntact);
        Assert.True(Policy().HasQuorum(report.CosignedNote!));
    }

    [Fact]
    public async Task What_a_peer_sends_that_is_no_cosignature_does_not_spoil_the_note()
    {
        var peer = new NoteSigner(PeerLog, SigningKey.Create());
        _exchanger.Take(
            new LogExchange { LogVerifierKey = peer.VerifierKey, SeenSize = 1, Cosignature = "forged\n\nno line\n" },
            _ => true);
        Assert.Empty(_exchanger.CosignaturesOf(1, _log.NewestCheckpoint.Note));
        await using var courier = Courier(ServeAsync);
        Assert.True(Policy().HasQuorum((await courier.FindAsync(1, Cancellation))!.Value.Note));
    }

    [Theory]
    [InlineData("its own key", true)]
    [InlineData("another key under its name", false)]
    [InlineData("its own key, another checkpoint", false)]
    public async Task What_a_peer_sends_counts_as_its_cosignature_only_where_it_verifies(string what, bool counts)
    {
        using var key = SigningKey.Create();
        using var otherKey = SigningKey.Create();
        var (peer, other) = (new Cosigner(PeerLog, key), new Cosigner(PeerLog, otherKey));
        var note = _log.NewestCheckpoint.Note;
        var text = SignedTextOf(note);
        var line = what switch
        {
            "another key under its name" => other.Cosign(text, 1),
            "its own key, another checkpoint" =>
                peer.Cosign(text.Replace("\n1\n", "\n2\n", StringComparison.Ordinal), 1),
            _ => peer.Cosign(text, 1),
        };
        TakeCosignature(new NoteSigner(PeerLog, key).VerifierKey, peer.VerifierKey, line);

        Assert.Equal(counts ? line : "", _exchanger.CosignaturesOf(1, note)); // What auditors are given, too.
        await using var courier = new WitnessCourier(
            _log, _exchanger,
            new WitnessOptions(WitnessPolicy.Parse($"witness a {peer.VerifierKey}\nquorum a\n"), Impatience),
            new AnsweringHandler(_ => throw new HttpRequestException("nobody is asked")), TimeProvider.System);
        Assert.Equal(counts ? note + line : null, (await courier.FindAsync(1, Cancellation))?.Note);
    }

    [Fact]
    public async Task A_peer_whose_key_the_policy_does_not_name_adds_nothing_to_what_is_published()
    {
        using var key = SigningKey.Create();
        var peer = new Cosigner(PeerLog, key);
        var note = _log.NewestCheckpoint.Note;
        var line = peer.Cosign(SignedTextOf(note), 1);
        TakeCosignature(new NoteSigner(PeerLog, key).VerifierKey, peer.VerifierKey, line);
        Assert.Equal(line, _exchanger.CosignaturesOf(1, note)); // It is a cosignature, though nobody asked for it.
        await using var courier = Courier(ServeAsync);
        Assert.DoesNotContain(line, (await courier.FindAsync(1, Cancellation))!.Value.Note, StringComparison.Ordinal);
    }

    private void TakeCosignature(string logVerifierKey, string witnessVerifierKey, string line) => _exchanger.Take(
        new LogExchange
        {
            LogVerifierKey = logVerifierKey,
            WitnessVerifierKey = witnessVerifierKey,
            SeenSize = 1,
            Cosignature = line,
        },
        _ => true);

    private static string SignedTextOf(string note) => note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];

    public static TheoryData<string, int, string> Nonsense() => new()
    {
        { "cosigned by another key", 200, "other" },
        { "cosigned another checkpoint", 200, "old" },
        { "nothing", 200, "" },
        { "a page", 200, "<html>— test.example/one AAAA</html>" },
        { "a conflict at no number", 409, "many\n" },
        { "a conflict ahead of the log", 409, "999999\n" },
        { "a conflict below zero", 409, "-1\n" },
        { "moved", 307, "" },
        { "broken", 500, "" },
        { "too long", 200, new string('x', 200_000) },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_does_not_verify_is_no_cosignature(string what, int status, string body)
    {
        var other = new Cosigner("test.example/one", SigningKey.Create());
        var asked = 0;
        await using var courier = Courier(async request =>
        {
            Interlocked.Increment(ref asked);
            Assert.True(AddCheckpointRequest.TryParse(await request.Content!.ReadAsStringAsync(Cancellation), out var shown));
            var text = SignedTextOf(shown.Note);
            return Answer(status, body switch
            {
                "other" => other.Cosign(text, 1),
                "old" => _cosigner.Cosign(text.Replace("\n1\n", "\n2\n", StringComparison.Ordinal), 1),
                _ => body,
            });
        }, Impatience);

        Assert.Null(await courier.FindAsync(1, Cancellation));
        Assert.False(await courier.HasQuorumAsync(Cancellation), what);
        Assert.True(asked > 0);
        Assert.Equal((0, ""), courier.Newest);
    }

    [Fact]
    public async Task Whoever_waits_when_the_host_stops_hears_that_there_is_no_quorum()
    {
        var courier = Courier(_ => throw new HttpRequestException("nobody there"), TimeSpan.FromMinutes(1));
        var waiting = courier.FindAsync(1, Cancellation);
        await courier.DisposeAsync();
        Assert.Null(await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Null(await courier.FindAsync(1, Cancellation));
    }

    [Fact]
    public async Task A_witness_that_trusts_an_earlier_key_is_brought_to_the_new_one_and_cosigns()
    {
        var options = new AuditLogOptions { Directory = _folder["rotated"], Origin = Origin };
        using var next = SigningKey.Create();
        var (first, second) = (new NoteSigner(Origin, _key), new NoteSigner(Origin, next));
        await (await AuditLog.OpenAsync(options, first, TimeProvider.System, Cancellation)).DisposeAsync();
        await LogKeyRotation.RunAsync(options, first, second, "broker/hub", TimeProvider.System, Cancellation);
        await using var log = await AuditLog.OpenAsync(options, second, TimeProvider.System, Cancellation);
        await using var exchanger = new LogExchanger(log, _own, TimeProvider.System);
        using var witness = new Witness(_cosigner, this, TimeProvider.System);
        witness.Trust(first.VerifierKey);
        var brought = 0;
        await using var courier = new WitnessCourier(
            log, exchanger, new WitnessOptions(Policy(), TimeSpan.FromSeconds(30)),
            new AnsweringHandler(async request =>
            {
                var body = await request.Content!.ReadAsStringAsync(Cancellation);
                if (request.RequestUri!.AbsolutePath == "/prefix/add-succession")
                {
                    brought++;
                    return Answer(witness.Follow(body) ? 200 : 422, "");
                }

                var (status, answer, _) = (await witness.ServeAsync(body, Cancellation))!.Value;
                return Answer(status, answer);
            }),
            TimeProvider.System);

        Assert.True(Policy().HasQuorum((await courier.FindAsync(1, Cancellation))!.Value.Note));
        Assert.Equal(1, brought);
    }

    [Fact]
    public async Task A_witness_takes_over_http_what_leads_from_a_key_that_it_trusts_and_nothing_else()
    {
        using var next = SigningKey.Create();
        var (first, second) = (new NoteSigner(Origin, _key), new NoteSigner(Origin, next));
        await using var witness = await LoggedWitness.OpenAsync(
            _folder["witness"], "test.example/two", next, [first.VerifierKey], TimeProvider.System, Cancellation);
        await using var host = await WitnessHost.StartAsync(witness, new IPEndPoint(IPAddress.Loopback, 0), Cancellation);
        using var http = new HttpClient();
        async Task<int> BringAsync(string text)
        {
            using var content = new StringContent(text);
            var address = new Uri($"{host.Address.AbsoluteUri}/add-succession");
            using var response = await http.PostAsync(address, content, Cancellation);
            return (int)response.StatusCode;
        }

        var succession = LogSuccession.Sign(first, second, 1, new byte[32]).Note;
        Assert.Equal(422, await BringAsync("nothing"));
        Assert.Equal(413, await BringAsync(new string('x', 70_000)));
        Assert.Equal(422, await BringAsync(LogSuccession.Sign(second, first, 1, new byte[32]).Note));
        Assert.Equal(200, await BringAsync(succession));
        Assert.Equal(422, await BringAsync(succession)); // It is there already.
    }

    private async Task<HttpResponseMessage> ServeAsync(HttpRequestMessage request)
    {
        Assert.Equal("/prefix/add-checkpoint", request.RequestUri!.AbsolutePath);
        var (status, body, _) = (await _own.ServeAsync(
            await request.Content!.ReadAsStringAsync(Cancellation), Cancellation))!.Value;
        return Answer(status, body);
    }

    private static HttpResponseMessage Answer(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    private WitnessPolicy Policy() => WitnessPolicy.Parse(string.Create(
        CultureInfo.InvariantCulture,
        $"witness one {_cosigner.VerifierKey} https://witness.example/prefix/\nquorum one\n"));

    private WitnessCourier Courier(
        Func<HttpRequestMessage, Task<HttpResponseMessage>> answer, TimeSpan? patience = null) => new(
        _log, _exchanger, new WitnessOptions(Policy(), patience ?? TimeSpan.FromSeconds(30)),
        new AnsweringHandler(answer), TimeProvider.System);

    private async Task AppendAsync()
    {
        await _log.AppendAsync(
            EntryBytes.Write(new AuditEntry { Writer = "broker/hub", AccessId = Guid.NewGuid().ToString("D") }),
            Cancellation);
        _log.SignCheckpoint();
    }

    private sealed class AnsweringHandler(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
