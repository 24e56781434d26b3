using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;

namespace Federation.Tests.BadInput;

/// <summary>Signed questions and samples that make no sense: each is refused in type, on record, and costs nothing.</summary>
public sealed class QuestionTests
{
    private static readonly Dictionary<string, Action<StatisticRequest>> Questions = new()
    {
        ["unknown dataset"] = request => request.Query.Dataset = "nobody",
        ["unknown column"] = request => request.Query.GroupBy[0] = "salary",
        ["unknown measure column"] = request => request.Query.Measures[0].Column = "salary",
        ["unbounded measure column"] = request => request.Query.Measures[0].Column = "note",
        ["unknown group value"] = request => request.Query.Filter = Is("sex", new Value { Text = "x" }),
        ["a value of another kind"] = request => request.Query.Filter = Is("sex", new Value { Integer = 1 }),
        ["a value that is SQL"] = request => request.Query.Filter = Is("sex", new Value { Text = "f' OR '1'='1" }),
        ["a column that is SQL"] = request => request.Query.Filter = Is("sex\" = 'f' --", new Value { Text = "f" }),
        ["a value with a zero character"] = request => request.Query.Filter = Is("sex", new Value { Text = "f\0" }),
        ["a value of 200 kilobytes"] = request =>
            request.Query.Filter = Is("sex", new Value { Text = new string('f', 200_000) }),
        ["no value"] = request => request.Query.Filter = Is("sex", new Value()),
        ["no kind of condition"] = request => request.Query.Filter = new Predicate(),
        ["no operator"] = request =>
            request.Query.Filter = new Predicate { Comparison = new Comparison { Column = "age" } },
        ["an unknown operator"] = request =>
        {
            request.Query.Filter = Is("age", new Value { Integer = 1 });
            request.Query.Filter.Comparison.Operator = (ComparisonOperator)77;
        },
        ["a decimal with a huge scale"] = request =>
            request.Query.Filter = Is("age", new Value { Decimal = new Contracts.Type.V1.Decimal { Scale = int.MaxValue } }),
        ["an empty conjunction"] = request => request.Query.Filter = new Predicate { Conjunction = new Conjunction() },
        ["an empty list"] = request =>
            request.Query.Filter = new Predicate { Membership = new Membership { Column = "age" } },
        ["a list of 257"] = request => request.Query.Filter = In(257),
        ["a list of 20000"] = request => request.Query.Filter = In(20_000),
        ["17 negations"] = request => request.Query.Filter = Nested(17),
        ["300 conditions"] = request => request.Query.Filter = Wide(300),
        ["no measure"] = request => request.Query.Measures.Clear(),
        ["1000 measures"] = request => request.Query.Measures.Add(Enumerable.Repeat(request.Query.Measures[0], 1_000)),
        ["an unknown measure"] = request => request.Query.Measures[0].Kind = (MeasureKind)77,
        ["1000 groups"] = request => request.Query.GroupBy.Add(Enumerable.Repeat("note", 1_000)),
        ["no query"] = request => request.Query = null,
        ["epsilon 0"] = request => request.EpsilonMicros = 0,
        ["epsilon below 0"] = request => request.EpsilonMicros = -1,
        ["epsilon least"] = request => request.EpsilonMicros = long.MinValue,
        ["epsilon most"] = request => request.EpsilonMicros = long.MaxValue,
    };

    private static readonly Dictionary<string, Action<SampleRequest>> Samples = new()
    {
        ["unknown dataset"] = request => request.Dataset = "nobody",
        ["forbidden column"] = request => request.Columns.Add("age"),
        ["a column that is SQL"] = request => request.Columns.Add("note\" FROM data; --"),
        ["a column twice"] = request => request.Columns.Add(["note", "note"]),
        ["10000 columns"] = request => request.Columns.Add(Enumerable.Range(0, 10_000).Select(i => $"c{i}")),
        ["no records"] = request => request.RecordsCount = 0,
        ["records below 0"] = request => request.RecordsCount = -5,
        ["too many records"] = request => request.RecordsCount = 1_001,
        ["most records"] = request => request.RecordsCount = int.MaxValue,
        ["skipped below 0"] = request => request.SkippedRecordsCount = -1,
        ["skipped without end"] = request => request.SkippedRecordsCount = long.MaxValue,
        ["no key"] = request => request.EncryptionKey = Google.Protobuf.ByteString.Empty,
        ["a key off the curve"] = request =>
            request.EncryptionKey = Google.Protobuf.ByteString.CopyFrom([4, .. Enumerable.Repeat((byte)7, 64)]),
    };

    public static TheoryData<string> QuestionNames => new(Questions.Keys);

    public static TheoryData<string> SampleNames => new(Samples.Keys);

    [Theory]
    [MemberData(nameof(QuestionNames))]
    public async Task A_question_that_makes_no_sense_is_refused_on_record_and_costs_nothing(string name)
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1_000, Questions[name]));

        await AssertRefusedAsync(rig, name, refusal);
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public async Task A_sample_that_makes_no_sense_is_refused_on_record_and_costs_nothing(string name)
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000, RecordsMax = 2 }.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.SampleAsync(2, Samples[name]));

        Assert.Equal(2, rig.Open(await rig.SampleAsync(2)).Count); // The whole quota is there.
        Assert.Equal(1, rig.Store!.ReadsCount);
        await AssertRefusedAsync(rig, name, refusal);
    }

    /// <summary>It is no fault to ask for the empty set, but the store must not see a range that it chokes on.</summary>
    [Fact]
    public async Task A_range_with_its_bounds_reversed_holds_nobody()
    {
        await using var rig = await new AdapterRig { Csv = ["pid,sex,age,note", .. Many] }.StartAsync();

        var release = await rig.AskAsync(10_000_000, request =>
        {
            var both = new Conjunction();
            both.Operands.Add(Compare("age", ComparisonOperator.GreaterOrEqual, new Value { Integer = 50 }));
            both.Operands.Add(Compare("age", ComparisonOperator.LessOrEqual, new Value { Integer = 20 }));
            request.Query.Filter = new Predicate { Conjunction = both };
        });

        var cells = StatisticRelease.Parser.ParseFrom(release.Envelope.Payload).Cells;
        Assert.All(cells, cell => Assert.InRange(cell.Values[0], -3, 3));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public async Task A_constant_at_the_end_of_the_numbers_is_answered(long constant)
    {
        await using var rig = await new AdapterRig().StartAsync();

        await rig.AskAsync(1_000, request => request.Query.Filter = Is("pid", new Value { Integer = constant }));
        await rig.AskAsync(1_000, request => request.Query.Filter = new Predicate
        {
            Negation = Is("age", new Value { Decimal = new Contracts.Type.V1.Decimal { Unscaled = constant, Scale = 0 } }),
        });
    }

    private static IEnumerable<string> Many => Enumerable.Range(1, 100).Select(unit => $"{unit},f,35,a");

    private static async Task AssertRefusedAsync(AdapterRig rig, string name, RefusalException refusal)
    {
        var expected = name == "unknown dataset" ? RefusalReason.AccessDenied : RefusalReason.RequestInvalid;
        Assert.Equal(expected, refusal.Refusal.Reason);
        Assert.True(refusal.Message.Length < 300);
        await rig.AskAsync(1_000); // The whole budget is there.
        var entries = await rig.EntriesAsync();
        Assert.Equal(expected, entries[0].Intent.Reason);
        Assert.Equal(Decision.Deny, entries[0].Intent.Decision);
    }

    private static Predicate Is(string column, Value value) => Compare(column, ComparisonOperator.Equal, value);

    private static Predicate Compare(string column, ComparisonOperator comparison, Value value) => new()
    {
        Comparison = new Comparison { Column = column, Operator = comparison, Value = value },
    };

    private static Predicate In(int count)
    {
        var membership = new Membership { Column = "age" };
        membership.Values.Add(Enumerable.Range(0, count).Select(number => new Value { Integer = number }));
        return new Predicate { Membership = membership };
    }

    private static Predicate Nested(int depth) =>
        depth == 0 ? Is("age", new Value { Integer = 1 }) : new Predicate { Negation = Nested(depth - 1) };

    private static Predicate Wide(int count)
    {
        var disjunction = new Disjunction();
        disjunction.Operands.Add(Enumerable.Range(0, count).Select(number => Is("age", new Value { Integer = number % 9 })));
        return new Predicate { Disjunction = disjunction };
    }
}
