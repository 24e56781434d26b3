using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Broker.Alerts;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Telemetry;
using Federation.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Console.Tests;

/// <summary>What is raised, when, how often, and how it reaches metrics, Prometheus and webhooks.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task Budgets_are_told_of_at_85_and_at_100_percent_once_each()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        using var alerts = new Alerting(rig, refusalsMax: 100);
        await rig.AnswerAsync(0, 3_300_000, "south");
        Assert.Equal([AlertRule.NewPurpose], alerts.Look());
        await rig.AnswerAsync(0, 100_000, "south"); // 3.4 of the trainer's 4: 85 %.
        Assert.Equal([AlertRule.BudgetNear], alerts.Look());
        Assert.Empty(alerts.Look());
        await rig.AnswerAsync(0, 600_000, "south");
        Assert.Equal([AlertRule.BudgetSpent], alerts.Look());
        await rig.AnswerAsync(1, 2_800_000, "south"); // 6.8 of the silo's 8.
        Assert.Equal([AlertRule.BudgetNear], alerts.Look());
    }

    [Fact]
    public async Task A_burst_of_refusals_is_told_once_until_it_is_over()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        using var alerts = new Alerting(rig, refusalsMax: 3);
        for (var refused = 0; refused < 3; refused++)
        {
            await rig.DenyAsync(RefusalReason.AccessDenied);
        }

        Assert.Empty(alerts.Look());
        await rig.DenyAsync(RefusalReason.BudgetExhausted);
        Assert.Equal([AlertRule.RefusalBurst], alerts.Look());
        Assert.Empty(alerts.Look());
        alerts.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(alerts.Look());
        for (var refused = 0; refused < 4; refused++)
        {
            await rig.DenyAsync(RefusalReason.AccessDenied);
        }

        Assert.Equal([AlertRule.RefusalBurst], alerts.Look());
    }

    [Fact]
    public async Task A_purpose_is_new_once_for_each_dataset_and_never_after_a_restart()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        using (var alerts = new Alerting(rig, refusalsMax: 100))
        {
            await rig.AnswerAsync(0, 1, "north");
            await rig.AnswerAsync(1, 1, "north");
            Assert.Equal([AlertRule.NewPurpose], alerts.Look());
            await rig.AnswerAsync(2, 1, "north"); // For research.
            Assert.Equal([AlertRule.NewPurpose], alerts.Look());
        }

        using var restarted = new Alerting(rig, refusalsMax: 100);
        await rig.AnswerAsync(2, 1, "north");
        Assert.Empty(restarted.Look());
    }

    [Fact]
    public async Task What_a_reconciliation_found_is_told_by_party_and_verdict_and_so_is_that_nobody_reconciled()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var report = Path.Combine(rig.Folder, "reconciliation.json");
        using var alerts = new Alerting(rig, 100, new ReconciliationOptions(report, TimeSpan.FromHours(48)));
        Assert.Equal([AlertRule.ReconciliationOverdue], alerts.Look()); // There is none.
        await File.WriteAllTextAsync(report, """{"findingsCount": 0, "findings": []}""", ConsoleRig.Cancellation);
        Assert.Empty(alerts.Look());
        await File.WriteAllTextAsync(report, """
            {"findingsCount": 3, "findings": [
              {"verdict": "MISSING_AT_BROKER", "silo": "north"}, {"verdict": "MISSING_AT_BROKER", "silo": "north"},
              {"verdict": "DIGEST_MISMATCH", "silo": null}]}
            """, ConsoleRig.Cancellation);
        File.SetLastWriteTimeUtc(report, DateTime.UtcNow.AddSeconds(1));
        Assert.Equal(
            ["broker: DIGEST_MISMATCH", "north: MISSING_AT_BROKER"], alerts.LookAt().Select(alert => alert.Subject));
        Assert.Empty(alerts.Look());
        alerts.Time.Advance(TimeSpan.FromHours(49));
        Assert.Contains(AlertRule.ReconciliationOverdue, alerts.Look());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"findingsCount\": \"0\", \"findings\": []}")]
    [InlineData("{\"findingsCount\": 0}")]
    public async Task What_is_no_report_counts_as_none(string text)
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var report = Path.Combine(rig.Folder, "reconciliation.json");
        await File.WriteAllTextAsync(report, text, ConsoleRig.Cancellation);
        using var alerts = new Alerting(rig, 100, new ReconciliationOptions(report, TimeSpan.FromHours(48)));
        Assert.Equal([AlertRule.ReconciliationOverdue], alerts.Look());
    }

    [Fact]
    public async Task A_damaged_log_and_a_release_that_does_not_verify_are_told()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        using var alerts = new Alerting(rig, refusalsMax: 100);
        var id = await rig.AnswerAsync(0, 1, "north");
        await rig.AppendAsync(id, entry => entry.Release = new()
        {
            Silos = { new Contracts.Audit.V1.SiloDigest { Silo = "south", Reason = RefusalReason.ReleaseInvalid } },
        });
        Assert.Equal([AlertRule.NewPurpose, AlertRule.ReleaseInvalid], alerts.Look());
        rig.Log.Log.Publish();
        await rig.DamageAsync();

        await rig.Watch.VerifyAsync(ConsoleRig.Cancellation);
        Assert.Equal([AlertRule.LogDamaged], alerts.Look());
    }

    [Fact]
    public async Task A_witness_that_knows_another_log_is_told_and_stands_above_every_page()
    {
        using var witness = new AheadWitness();
        await using var rig = await new ConsoleRig { Witnesses = witness.Options }.StartAsync();
        using var alerts = new Alerting(rig, refusalsMax: 100);
        await rig.AnswerAsync(0, 1, "north");
        while (rig.Log.Courier!.Disagreeing.Count == 0)
        {
            Assert.False(await rig.Log.Courier!.HasQuorumAsync(ConsoleRig.Cancellation));
        }

        Assert.Contains(AlertRule.WitnessDisagrees, alerts.Look());
        using var auditor = await rig.OpenAsync(rig.Auditor);
        var page = await auditor.GetStringAsync(new Uri("/overview", UriKind.Relative), ConsoleRig.Cancellation);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains(AheadWitness.Name, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_gets_each_alert_signed_and_again_until_it_says_that_it_has_it()
    {
        using var key = SigningKey.Create();
        using var receiver = new Receiver(failures: 2);
        using var sender = new WebhookSender(
            "test.federation/broker/hub", [new Uri("https://alerts.example.org/hook")], key, receiver, TimeProvider.System);
        await sender.StartAsync(ConsoleRig.Cancellation);

        sender.Send(new Alert(AlertRule.BudgetNear, "north/people", 1_700_000_000_000, "85 % are \"spent\" <b>."));
        await receiver.Done.Task.WaitAsync(TimeSpan.FromSeconds(60), ConsoleRig.Cancellation);
        await sender.StopAsync(ConsoleRig.Cancellation);

        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Id).Distinct()); // So a receiver can tell repeats.
        var (id, timestamp, signature, body) = receiver.Requests[^1];
        Assert.StartsWith("v1a,", signature, StringComparison.Ordinal);
        Assert.True(key.VerifyKey.Verify(
            Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"), Convert.FromBase64String(signature["v1a,".Length..])));
        using var document = JsonDocument.Parse(body);
        Assert.Equal("federation.alert.budget_near", document.RootElement.GetProperty("type").GetString());
        Assert.Equal("north/people", document.RootElement.GetProperty("data").GetProperty("subject").GetString());
    }

    /// <summary>Names as OTLP receivers translate them: dots to underscores, the unit, <c>_total</c> for counters.</summary>
    [Fact]
    public async Task Every_metric_that_the_prometheus_rules_name_is_one_that_a_process_really_has()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => known.Add(PrometheusName(instrument)),
        };
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        new FederationMetrics(services.GetRequiredService<IMeterFactory>()).ObserveDisagreements(() => 0);
        using var alerts = new Alerting(rig, refusalsMax: 100);
        var rules = await File.ReadAllTextAsync(Path.Combine(RulesFolder(), "federation.rules.yml"), ConsoleRig.Cancellation);

        var named = Regex.Matches(rules, @"\bfederation_[a-z_]+").Select(match => match.Value).Distinct().ToList();

        Assert.InRange(named.Count, 5, 100);
        Assert.Empty(named.Except(known));
        foreach (var rule in Regex.Matches(rules, "rule=~?\"([a-z_|]+)\"").SelectMany(match => match.Groups[1].Value.Split('|')))
        {
            Assert.Contains(rule, Enum.GetValues<AlertRule>().Select(AlertMetrics.NameOf));
        }
    }

    [Theory]
    [InlineData("check rules federation.rules.yml")]
    [InlineData("test rules federation.rules.test.yml")]
    public async Task Promtool_accepts_the_rules_and_their_tests(string arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/promtool"), "promtool (Debian package prometheus) is not installed.");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/promtool", arguments)
        {
            WorkingDirectory = RulesFolder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(ConsoleRig.Cancellation)
            + await process.StandardError.ReadToEndAsync(ConsoleRig.Cancellation);
        await process.WaitForExitAsync(ConsoleRig.Cancellation);
        Assert.True(process.ExitCode == 0, output);
    }

    private static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "1" => "_ratio",
            _ => "",
        };
        var name = instrument.Name.Replace('.', '_');
        name += name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit;
        return instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    private static string RulesFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../deploy/prometheus"));

    private sealed class Alerting : IDisposable
    {
        private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        private readonly SigningKey _key = SigningKey.Create();
        private readonly AlertRules _rules;
        private readonly WebhookSender _sender;
        private readonly AlertWatch _watch;

        public Alerting(ConsoleRig rig, int refusalsMax, ReconciliationOptions? reconciliation = null)
        {
            Time = new FakeTimeProvider(DateTimeOffset.UtcNow);
            _rules = new AlertRules(
                rig.Log, rig.Watch, rig.Caps,
                new AlertOptions(refusalsMax, TimeSpan.FromMinutes(10), [], reconciliation), Time);
            _sender = new WebhookSender("hub", [], _key, new HttpClientHandler(), Time);
            _watch = new AlertWatch(
                _rules, new AlertMetrics(_services.GetRequiredService<IMeterFactory>(), _rules), _sender,
                NullLogger<AlertWatch>.Instance, Time);
        }

        public FakeTimeProvider Time { get; }

        public IReadOnlyList<Alert> LookAt() => [.. _watch.Look()];

        public List<AlertRule> Look() => [.. LookAt().Select(alert => alert.Rule)];

        public void Dispose()
        {
            _watch.Dispose();
            _sender.Dispose();
            _rules.Dispose();
            _key.Dispose();
            _services.Dispose();
        }
    }

    /// <summary>Takes posts; says 503 a few times first.</summary>
    private sealed class Receiver(int failures) : HttpMessageHandler
    {
        public List<(string Id, string Timestamp, string Signature, string Body)> Requests { get; } = [];

        public TaskCompletionSource Done { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string Header(string name) => request.Headers.GetValues(name).Single();
            Requests.Add((
                Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"),
                await request.Content!.ReadAsStringAsync(cancellationToken)));
            if (Requests.Count <= failures)
            {
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            }

            Done.TrySetResult();
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
