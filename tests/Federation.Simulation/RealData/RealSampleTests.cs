using Federation.Client.Samples;
using Federation.Client.Verification;
using Federation.Contracts.Audit.V1;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.RealData;

/// <summary>P4 and P7 on real and labelled Chinese texts, from the file to the trainer's hands.</summary>
public sealed class RealSampleTests(TextSamples samples) : IClassFixture<TextSamples>
{
    private static readonly string[] Promised = ["EMAIL", "CN_MOBILE", "CN_LANDLINE", "CN_RESIDENT_ID", "BANK_CARD"];

    [Fact]
    public void No_labelled_mail_phone_resident_id_or_bank_card_arrives_in_any_spelling()
    {
        SharedData.SkipIfAbsent();
        var labels = LabelledRecord.Read(SharedData.Text("pii_zh_synth_dev.jsonl")).ToDictionary(record => record.Id);
        var personal = 0;
        foreach (var (id, text) in samples.Labelled.Records)
        {
            var folded = LabelledRecord.Fold(text);
            foreach (var (type, value) in labels[id].Personal.Where(one => Promised.Contains(one.Type)))
            {
                personal++;
                Assert.False(text.Contains(value, StringComparison.Ordinal), $"{type} of {id} arrived");
                Assert.False(
                    folded.Contains(LabelledRecord.Fold(value), StringComparison.Ordinal),
                    $"{type} of {id} arrived folded");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{personal} labelled values in {samples.Labelled.Records.Count} records, none arrived");
        Assert.InRange(personal, 1_000, int.MaxValue);
    }

    [Fact]
    public void What_only_looks_personal_arrives_in_98_of_100_cases()
    {
        SharedData.SkipIfAbsent();
        var labels = LabelledRecord.Read(SharedData.Text("pii_zh_synth_dev.jsonl")).ToDictionary(record => record.Id);
        var decoys = samples.Labelled.Records
            .SelectMany(record => labels[record.Id].Decoys.Select(decoy => (decoy, record.Text))).ToList();

        var arrived = decoys.Count(pair => pair.Text.Contains(pair.decoy, StringComparison.Ordinal));

        TestContext.Current.TestOutputHelper?.WriteLine($"{arrived} of {decoys.Count} decoys arrived");
        Assert.InRange(arrived, decoys.Count * 98 / 100, decoys.Count);
    }

    [Fact]
    public void Reviews_arrive_unchanged_in_99_of_100_cases()
    {
        SharedData.SkipIfAbsent();
        var originals = LabelledRecord.Read(SharedData.Text("corpus_zh_reviews_dev.jsonl"))
            .ToDictionary(record => record.Id, record => record.Text);

        var unchanged = samples.Reviews.Records.Count(record => originals[record.Id] == record.Text);

        TestContext.Current.TestOutputHelper?.WriteLine($"{unchanged} of {samples.Reviews.Records.Count} unchanged");
        Assert.InRange(unchanged, TextSamples.RecordsCount * 99 / 100, TextSamples.RecordsCount);
    }

    [Theory]
    [InlineData("letters", "pii_zh_synth_dev.jsonl")]
    [InlineData("reviews", "corpus_zh_reviews_dev.jsonl")]
    public void Records_arrive_in_the_keyed_order_and_only_records_of_the_first_units(string dataset, string file)
    {
        SharedData.SkipIfAbsent();
        var key = samples.World.SelectionKeyOf(TextSamples.Silo);
        var expected = LabelledRecord.Read(SharedData.Text(file)).Select(record => record.Id)
            .OrderBy(id => BoundedTable.KeyOf(key, id), StringComparer.Ordinal).Take(TextSamples.UnitsMax)
            .OrderBy(id => BoundedTable.KeyOf(key, id, id), StringComparer.Ordinal).ToList();
        var fetched = dataset == "letters" ? samples.Labelled : samples.Reviews;
        var arrived = fetched.Records.Select(record => record.Id).ToList();

        var places = arrived.Select(id => expected.IndexOf(id)).ToList();

        Assert.Equal(TextSamples.RecordsCount, arrived.Count);
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.InRange(places[^1] + 1 - arrived.Count, 0, arrived.Count / 100); // What the last scan held back.
    }

    [Fact]
    public void Asking_again_under_another_id_brings_the_same_records()
    {
        SharedData.SkipIfAbsent();
        Assert.NotEqual(samples.Labelled.Outcome.RequestId, samples.Again.Outcome.RequestId);
        Assert.Equal(samples.Labelled.Records, samples.Again.Records);
    }

    [Fact]
    public void The_receipt_of_every_chunk_verifies_offline_with_the_pinned_keys_alone()
    {
        SharedData.SkipIfAbsent();
        foreach (var chunk in samples.All.SelectMany(fetched => fetched.Chunks))
        {
            var file = ReceiptFile.Read(ReceiptFile.Write(chunk.Silo, chunk.LogVerifierKey, chunk.Sealed));
            var receipt = ReleaseCheck.Verify(
                file, samples.World.LogKeyOf(chunk.Silo), samples.World.FingerprintOf(chunk.Silo));
            Assert.Equal(chunk.Header.AccessId, receipt.AccessId);
        }
    }

    [Fact]
    public async Task The_logs_verify_and_show_each_order_with_its_quota_and_all_that_left()
    {
        SharedData.SkipIfAbsent();
        await samples.World.LogOf(World.Broker).VerifyAsync();
        await samples.World.LogOf(TextSamples.Silo).VerifyAsync();
        var entries = samples.World.LogOf(TextSamples.Silo).Read();
        foreach (var fetched in samples.All)
        {
            var ours = entries.Where(entry => entry.AccessId == fetched.Outcome.Silos[0].AccessId).ToList();
            Assert.Equal(TextSamples.RecordsCount, ours.Single(entry => entry.Intent is not null).Intent.RecordsCount);
            Assert.Equal(
                fetched.Chunks.Select(chunk => (chunk.Header.ChunkNumber, (long)chunk.Header.RecordsCount)),
                ours.Where(entry => entry.Release is not null)
                    .Select(entry => (entry.Release.ChunkNumber, entry.Release.RecordsCount)));
            Assert.Equal(OutcomeStatus.Completed, ours[^1].Outcome.Status);
        }
    }
}
