using Federation.Adapter.Releases;
using Federation.Answers;
using Federation.Contracts.Type.V1;
using Federation.Privacy;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Tests.Attacks;
using Google.Protobuf;
using ColumnKind = Federation.Privacy.Schemas.ColumnKind;
using Measure = Federation.Privacy.Queries.Measure;
using MeasureKind = Federation.Privacy.Queries.MeasureKind;

namespace Federation.Tests.Adapter;

/// <summary>The bytes of releases as they stand on the wire and in stored answers, byte for byte.</summary>
public sealed class GoldenReleaseTests
{
    private static readonly DatasetShape Shape = new("people", "town", 1, "pid", null, 2,
    [
        new ColumnShape("city", ColumnKind.Text, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)
        {
            Keys = new PrivateKeys(64),
        },
        new ColumnShape("age", ColumnKind.Integer, new NumericBounds(0, 100, 1), [],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
    ], 100_000);

    /// <summary>Groups of undeclared keys, those that are chosen, the rest, and how it was chosen.</summary>
    [Fact]
    public void A_release_of_chosen_groups()
    {
        var plan = Assert.IsType<Planned>(Planner.Plan(
            new TypedQuery("people", null, ["city"], [new Measure(MeasureKind.Count, null)]), Shape,
            new Epsilon(1_000_000), deltaFemtos: 1_000_000_000)).Plan;
        var exact = new ExactTable(plan);
        foreach (var (city, units) in new[] { ("北京", 400), ("bern", 300), ("a\"b\u0301", 250), ("nowhere", 1) })
        {
            exact.Add(0, [DomainValue.Of(city)], units, [.. plan.Components.Select(_ => (long)units)]);
        }

        var release = new StatisticRelease();
        WireRelease.Fill(release, Perturbation.Apply(exact, new SeededNoise(7)));

        Golden.Check("chosen-groups.release.hex", Lines(release));
    }

    /// <summary>An answer that refines another: its noise is that of both draws.</summary>
    [Fact]
    public void A_noise_that_combines_two_draws()
    {
        var noise = Refinement.NoiseOf(
        [
            new NoiseDistribution(Answers.NoiseKind.DiscreteGaussian, 101, 2),
            new NoiseDistribution(Answers.NoiseKind.DiscreteGaussian, 75, 1),
        ]);

        Golden.Check("refined.noise.hex", Lines(WireRelease.Format(noise)));
    }

    private static string Lines(IMessage message) =>
        string.Join('\n', Convert.ToHexStringLower(message.ToByteArray()).Chunk(100).Select(line => new string(line))) + "\n";
}
