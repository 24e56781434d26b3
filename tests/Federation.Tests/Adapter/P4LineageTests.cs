using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Tests.Cli;

namespace Federation.Tests.Adapter;

/// <summary>P4: the cap on units holds for a lineage, so its datasets must show the same units or one must show none.</summary>
public sealed class P4LineageTests
{
    [Theory]
    [InlineData("orders.csv", "pid", 10)]
    [InlineData("people.csv", "household", 10)]
    [InlineData("people.csv", "pid", 11)]
    public void Two_datasets_of_a_lineage_whose_samples_would_add_up_stop_the_start(string store, string unit, int max)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "one", "people.csv", "pid", 10);
        Write(folder, "two", store, unit, max);

        var exception = Assert.Throws<ConfigurationException>(() => PolicyBook.Load(folder.Path));

        var fault = Assert.Single(exception.Faults);
        Assert.Contains("would show other units than one.yaml", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_datasets_over_the_same_units_may_both_offer_samples()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "one", "people.csv", "pid", 10);
        Write(folder, "two", "people.csv", "pid", 10);

        Assert.Equal(2, PolicyBook.Load(folder.Path).Datasets.Count);
    }

    private static void Write(TemporaryFolder folder, string dataset, string store, string unit, int unitsMax) =>
        File.WriteAllText(folder[$"{dataset}.yaml"], $$"""
            dataset: {{dataset}}
            description: Made-up people
            lineage: people
            epoch: 1
            store: {kind: csv, path: {{store}}}
            unit: {column: {{unit}}}
            recordId: {content-hash: true}
            recordsPerUnit: 1
            rowsMax: 1_000
            purposes: [research]
            columns:
              - {name: sex, type: text, domain: [f, m]}
            budget: {lineageEpsilon: 1, trainerEpsilon: 1, requestEpsilon: 1}
            samples:
              columns:
                - {name: sex, redactors: [none-public]}
              unitsMax: {{unitsMax}}
              recordsPerRequest: 10
            agreements:
              - id: lab-2026
                trainer: {{new string('a', 64)}}
                deliveries: [samples]
                purposes: [research]
                from: 2026-01-01
                until: 2027-01-01
                quotas: {epsilon: 1, requests: 1_000, records: 1}

            """);
}
