using System.Diagnostics;
using System.Globalization;
using Federation.Adapter;
using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Privacy.Schemas;
using Federation.Sealing;
using Federation.Stores;
using Google.Protobuf;
using ColumnKind = Federation.Privacy.Schemas.ColumnKind;
using MeasureKind = Federation.Contracts.Type.V1.MeasureKind;

namespace Federation.Benchmarks;

/// <summary>How many debits a second the ledger admits and makes durable, beside bare syncs of the same disk.</summary>
internal static class LedgerBench
{
    private const string Federation = "bench.federation";
    private const int AskersCount = 64;

    /// <summary>Runs the bench in a folder and returns its rows as text.</summary>
    /// <param name="debitsCount">How many debits each row takes.</param>
    /// <param name="folder">Where the log is written; on the disk to measure.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string> RunAsync(int debitsCount, string folder, CancellationToken cancellationToken)
    {
        var one = await MeasureAsync(debitsCount / 4, 1, 1, folder, cancellationToken);
        var shared = await MeasureAsync(debitsCount, 1, AskersCount, folder, cancellationToken);
        var many = await MeasureAsync(debitsCount, AskersCount, AskersCount, folder, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture,
            $"bare sync {SyncsASecond(folder):F0}/s; one lineage, one after the other {one:F0}/s; one lineage, "
            + $"{AskersCount} at once {shared:F0}/s; {AskersCount} lineages, {AskersCount} at once {many:F0}/s");
    }

    private static async Task<double> MeasureAsync(
        int debitsCount, int lineagesCount, int askersCount, string folder, CancellationToken cancellationToken)
    {
        var state = Directory.CreateDirectory(Path.Combine(folder, $"ledger-{Guid.NewGuid():N}")).FullName;
        using var trainer = SigningKey.Create();
        using var signing = SigningKey.Create();
        using var logKey = SigningKey.Create();
        var policies = PolicyBook.Of(
            [.. Enumerable.Range(0, lineagesCount).Select(number => PolicyOf(number, trainer))]);
        try
        {
            await using var log = await AdapterLog.OpenAsync(
                new AdapterIdentity(Federation, "silo", signing, logKey, new byte[32]), state, policies,
                AdapterSeams.System, cancellationToken);
            var gatekeeper = new Gatekeeper(policies, TimeProvider.System);
            var questions = Enumerable.Range(0, debitsCount)
                .Select(number => Ask(number, lineagesCount, trainer))
                .Select(asked => gatekeeper.Permit(RequestVerifier.VerifyStatistic(asked))).ToList();
            await log.Ledger.DebitAsync(gatekeeper.Permit(RequestVerifier.VerifyStatistic(
                Ask(debitsCount, lineagesCount, trainer))), cancellationToken); // Warm.
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, askersCount).Select(asker => DebitAsync(
                log.Ledger, questions.Where((_, index) => index % askersCount == asker).ToList(), cancellationToken)));
            return debitsCount / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private static async Task DebitAsync(
        BudgetLedger ledger, List<PermittedQuery> questions, CancellationToken cancellationToken)
    {
        foreach (var question in questions)
        {
            _ = await ledger.DebitAsync(question, cancellationToken);
        }
    }

    private static double SyncsASecond(string folder)
    {
        const int count = 500;
        var path = Path.Combine(folder, $"sync-{Guid.NewGuid():N}");
        using (var file = new BareSync(path))
        {
            var seconds = Enumerable.Range(0, count).Sum(_ => file.Take().TotalSeconds);
            File.Delete(path);
            return count / seconds;
        }
    }

    /// <summary>Each number is another question: another ε.</summary>
    private static Envelope Ask(int number, int lineagesCount, SigningKey trainer)
    {
        const string type = "application/vnd.federation.statistic-request.v1";
        var now = TimeProvider.System.GetUtcNow();
        var request = new StatisticRequest
        {
            Header = new RequestHeader
            {
                RequestId = Guid.CreateVersion7(now).ToString("D"),
                Audience = Federation,
                Agreement = "bench",
                Purpose = "research",
                TrainerKey = ByteString.CopyFrom(trainer.PublicKey),
                IssuedUnixMs = now.ToUnixTimeMilliseconds(),
                ExpiresUnixMs = now.AddMinutes(5).ToUnixTimeMilliseconds(),
            },
            Query = new AggregateQuery
            {
                Dataset = $"data-{number % lineagesCount}",
                Measures = { new Measure { Kind = MeasureKind.Count } },
            },
            EpsilonMicros = 1 + (number / lineagesCount),
        };
        var payload = request.ToByteArray();
        return new Envelope
        {
            PayloadType = type,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(trainer.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(trainer, type, payload)),
        };
    }

    private static DatasetPolicy PolicyOf(int number, SigningKey trainer) => new()
    {
        Dataset = $"data-{number}",
        Description = "Nothing is read.",
        File = "",
        Digest = new byte[32],
        Store = new StoreOptions { Kind = StoreKind.Csv, Path = $"data-{number}.csv" },
        Shape = new DatasetShape(
            $"data-{number}", $"lineage-{number}", 1, null, null, 1,
            [new ColumnShape("a", ColumnKind.Text, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)],
            1_000),
        Budget = new BudgetRules(100_000_000, 100_000_000, 10_000_000) { LineageDeltaFemtosMax = 1_000_000 },
        Purposes = ["research"],
        Agreements =
        [
            new Agreement(
                "bench", trainer.Fingerprint, [DeliveryKind.Statistics], ["research"], DateTimeOffset.MinValue,
                DateTimeOffset.MaxValue, new AgreementQuotas(100_000_000, 1_000_000, 0)),
        ],
    };
}
