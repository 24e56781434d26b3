using System.Net;
using System.Text.Json;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;
using Parquet;

namespace Federation.Tests.Cli;

/// <summary>An auditor's tools over copies of logs, with no server running.</summary>
public sealed class AuditToolsTests : IDisposable
{
    private const string Hostile = "people\"<script>alert(1)</script>\u2028 ' OR 1=1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fsck_of_an_intact_log_is_zero_and_names_a_damaged_tile()
    {
        var key = await WriteAsync("adapter/a");
        var intact = await CommandLine.RunAsync("audit", "fsck", _folder["adapter/a"], "--key", key);
        Assert.Equal((0, ""), (intact.ExitCode, intact.Error));
        var tile = Directory.GetFiles(_folder["adapter/a/tile/0"], "*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(tile, TestContext.Current.CancellationToken);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(tile, bytes, TestContext.Current.CancellationToken);
        var damaged = await CommandLine.RunAsync("audit", "fsck", _folder["adapter/a"], "--key", key, "--json");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("tile/0/000.p/", damaged.Output, StringComparison.Ordinal);
        Assert.Contains("\"isIntact\": false", damaged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_behind_an_address_is_verified_from_what_a_static_server_serves()
    {
        var key = await WriteAsync("adapter/a");
        using var server = new StaticServer(_folder["adapter/a"]);
        var verified = await CommandLine.RunAsync("audit", "verify", server.Address, "--key", key);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        string[] files = ["/log/checkpoint", "/log/cosigned", "/log/succession", "/log/retention"];
        Assert.All(server.Asked, path => Assert.True(files.Contains(path) || path.StartsWith("/log/tile/", StringComparison.Ordinal)));
        Directory.Delete(_folder["adapter/a/tile/entries"], recursive: true);
        Assert.Equal(1, (await CommandLine.RunAsync("audit", "verify", server.Address, "--key", key)).ExitCode);
        var gone = await CommandLine.RunAsync("audit", "verify", "http://127.0.0.1:1/", "--key", key);
        Assert.Equal(3, gone.ExitCode);
    }

    [Fact]
    public async Task Reconcile_is_zero_where_all_adds_up_and_one_with_the_class_where_not()
    {
        await WriteAsync("broker/hub");
        await WriteAsync("adapter/a");
        string[] command = ["audit", "reconcile", "--broker", _folder["broker/hub"], "--adapter", _folder["adapter/a"]];
        var clean = await CommandLine.RunAsync(command);
        Assert.Equal((0, ""), (clean.ExitCode, clean.Error));
        Directory.Delete(_folder["adapter/a"], recursive: true);
        await WriteAsync("adapter/a", skipsRelease: true);
        var lacking = await CommandLine.RunAsync([.. command, "--json"]);
        Assert.Equal(1, lacking.ExitCode);
        using var report = JsonDocument.Parse(lacking.Output);
        Assert.Equal("MISSING_AT_ADAPTER", report.RootElement.GetProperty("findings")[0].GetProperty("verdict").GetString());
        Assert.Equal(3, (await CommandLine.RunAsync("audit", "reconcile", "--broker", _folder["no"], "--adapter", _folder["adapter/a"])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync([.. command, "--adapter", _folder["adapter/a"]])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync([.. command, "--key", "x"])).ExitCode);
    }

    [Fact]
    public async Task Search_finds_by_trainer_dataset_and_decision_and_runs_nothing_that_a_text_says()
    {
        await WriteAsync("adapter/a");
        var found = await CommandLine.RunAsync(
            "audit", "search", _folder["adapter/a"], "--trainer", "abcd", "--dataset", Hostile, "--decision", "allow", "--json");
        using var page = JsonDocument.Parse(found.Output);
        Assert.Equal((0, 4), (found.ExitCode, page.RootElement.GetProperty("totalCount").GetInt32()));
        Assert.Equal(0, (await CommandLine.RunAsync("audit", "search", _folder["adapter/a"], "--purpose", "[red]x")).ExitCode);
        var shown = await CommandLine.RunAsync("audit", "search", _folder["adapter/a"]);
        Assert.Contains("OR 1=1", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLine.RunAsync("audit", "search", _folder["adapter/a"], "--from", "soon")).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("audit", "search", _folder["adapter/a"], "--decision", "x")).ExitCode);
    }

    [Theory]
    [InlineData("ocsf")]
    [InlineData("fhir")]
    [InlineData("prov")]
    public async Task An_export_is_a_document_a_line_with_what_proves_each(string format)
    {
        await WriteAsync("adapter/a");
        var exported = await CommandLine.RunAsync(
            "audit", "export", _folder["adapter/a"], "--format", format, "--out", _folder["out.jsonl"]);
        Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
        var lines = await File.ReadAllLinesAsync(_folder["out.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(12, lines.Length);
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            Assert.Contains("leafHash", line, StringComparison.Ordinal);
            AssertShape(format, document.RootElement);
        }
    }

    [Fact]
    public async Task An_export_to_parquet_has_a_row_an_entry()
    {
        await WriteAsync("adapter/a");
        var exported = await CommandLine.RunAsync(
            "audit", "export", _folder["adapter/a"], "--format", "parquet", "--out", _folder["out.parquet"]);
        Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
        await using var file = File.OpenRead(_folder["out.parquet"]);
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal((1, 12L), (reader.RowGroupCount, group.RowCount));
        Assert.Contains(reader.Schema.GetDataFields(), field => field.Name == "leaf_hash");
    }

    [Fact]
    public async Task An_export_that_fails_leaves_nothing_under_its_name_and_writes_over_nothing()
    {
        await WriteAsync("adapter/a");
        string[] command = ["audit", "export", _folder["adapter/a"], "--format"];
        Assert.Equal(2, (await CommandLine.RunAsync([.. command, "xml", "--out", _folder["out.xml"]])).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync([.. command, "ocsf", "--out", _folder["no/out.jsonl"]])).ExitCode);
        await File.WriteAllTextAsync(_folder["kept"], "kept", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await CommandLine.RunAsync([.. command, "ocsf", "--out", _folder["kept"]])).ExitCode);
        Assert.Equal("kept", await File.ReadAllTextAsync(_folder["kept"], TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), path => path.EndsWith(".part", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder["out.xml"]));
    }

    private static void AssertShape(string format, JsonElement root)
    {
        switch (format)
        {
            case "ocsf":
                Assert.Equal(6005, root.GetProperty("class_uid").GetInt32());
                Assert.Equal(
                    (6005 * 100) + root.GetProperty("activity_id").GetInt32(), root.GetProperty("type_uid").GetInt32());
                Assert.Equal(Hostile, root.GetProperty("database").GetProperty("name").GetString());
                break;
            case "fhir":
                Assert.Equal("AuditEvent", root.GetProperty("resourceType").GetString());
                Assert.Equal(64, root.GetProperty("id").GetString()!.Length);
                Assert.True(root.GetProperty("agent")[0].GetProperty("requestor").GetBoolean());
                break;
            default:
                Assert.Single(root.GetProperty("activity").EnumerateObject());
                Assert.NotEmpty(root.GetProperty("used").EnumerateObject());
                break;
        }
    }

    private async Task<string> WriteAsync(string writer, bool skipsRelease = false)
    {
        using var key = SigningKey.Create();
        var signer = new NoteSigner($"demo.federation/{writer}/audit", key);
        await using var log = await AuditLog.OpenAsync(
            new AuditLogOptions
            {
                Directory = _folder[writer],
                Origin = signer.Name,
                SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
            },
            signer, TimeProvider.System, TestContext.Current.CancellationToken);
        for (var number = 0; number < 4; number++)
        {
            foreach (var entry in EntriesOf(writer, number).Where(entry => !skipsRelease || entry.Release is null))
            {
                await log.AppendAsync(EntryBytes.Write(entry), TestContext.Current.CancellationToken);
            }
        }

        return signer.VerifierKey;
    }

    private static IEnumerable<AuditEntry> EntriesOf(string writer, int number)
    {
        var adapterAccess = new Guid(number, 1, 1, new byte[8]).ToString();
        var access = writer == "adapter/a" ? adapterAccess : new Guid(number, 2, 2, new byte[8]).ToString();
        var digest = ByteString.CopyFrom(Enumerable.Repeat((byte)number, 32).ToArray());
        var cost = new PrivacyCost { EpsilonMicros = 500_000 };
        AuditEntry New() => new() { AccessId = access, Writer = writer, RecordedUnixMs = 1_700_000_000_000 + number };
        var intent = New();
        intent.Intent = new Intent
        {
            Decision = Decision.Allow,
            RequestDigest = digest,
            Dataset = Hostile,
            Purpose = "research",
            TrainerFingerprint = "abcd1234",
        };
        var release = New();
        release.Release = writer == "adapter/a"
            ? new ReleaseRecord { ReleaseDigest = digest, Cost = cost, LengthBytes = 9 }
            : new ReleaseRecord { Silos = { new SiloDigest { Silo = "a", ReleaseDigest = digest, AccessId = adapterAccess, Cost = cost } } };
        var outcome = New();
        outcome.Outcome = new Outcome { Status = OutcomeStatus.Completed };
        return [intent, release, outcome];
    }

    /// <summary>Serves the files of a folder, and nothing else, as any static server does.</summary>
    private sealed class StaticServer : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly string _folder;

        public StaticServer(string folder)
        {
            _folder = folder;
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/log";
            }

            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = ServeAsync();
        }

        public string Address { get; }

        public List<string> Asked { get; } = [];

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var path = context.Request.Url!.AbsolutePath;
                lock (Asked)
                {
                    Asked.Add(path);
                }

                var file = Path.Combine(_folder, path["/log/".Length..]);
                context.Response.StatusCode = File.Exists(file) ? 200 : 404;
                if (File.Exists(file))
                {
                    await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
                }

                context.Response.Close();
            }
        }
    }
}
