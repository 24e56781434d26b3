using Federation.Adapter;
using Federation.Adapter.Journal;
using Federation.Adapter.Policies;
using Federation.Adapter.Slices;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Configuration;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Federation.Tests.Adapter.Policies;
using Federation.Tests.Cli;

namespace Federation.Tests.Adapter.Budgets;

/// <summary>A lineage has one home; another adapter spends only what the home debited and signed for its key.</summary>
public sealed class SliceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AdapterIdentity _home = IdentityOf("home");
    private readonly AdapterIdentity _other = IdentityOf("other");

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slice_is_debited_at_home_and_bounds_the_other_adapters_budget()
    {
        var policies = PolicyBook.Load(FullPolicy.Write(_folder.Path, HomePolicy));
        await GrantAsync(policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 2_000_000, 100_000_000));

        var over = await Assert.ThrowsAsync<RefusalException>(() => GrantAsync(
            policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 1_000_001, 0), "second.json"));
        Assert.Equal("1000000", over.Refusal.Facts["remainingEpsilonMicros"]);

        var slice = PolicyBook.Load(WriteOther(OtherPolicy)).Datasets[0].Budget.Slice!;
        Assert.Equal(
            ("home", _other.SigningKey.Fingerprint, 2_000_000L, 100_000_000L),
            (slice.HomeSilo, slice.RecipientFingerprint, slice.EpsilonMicros, slice.DeltaFemtos));
    }

    [Fact]
    public async Task What_was_granted_stays_debited_after_a_restart_in_the_exact_triple()
    {
        var policies = PolicyBook.Load(FullPolicy.Write(_folder.Path, HomePolicy));
        await GrantAsync(policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 1_000_000, 100_000_000));

        await using var log = await OpenHomeAsync(policies);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => SliceGranter.GrantAsync(
            log, _home, policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 1, 400_000_001)));
        Assert.Equal(RefusalReason.BudgetExhausted, refusal.Refusal.Reason); // δ: 5e-7 in all, 1e-7 granted.
        await SliceGranter.GrantAsync(
            log, _home, policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 1, 400_000_000));
    }

    [Theory]
    [InlineData("lineageEpsilon: 2", "lineageEpsilon: 2.1", "'lineageEpsilon' is above what the slice grants")]
    [InlineData("lineageDelta: 1e-7", "lineageDelta: 2e-7", "'lineageDelta' is above what the slice grants")]
    [InlineData("lineage: town", "lineage: village", "the slice is of lineage 'town', not of 'village'")]
    [InlineData("HOME", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "is not signed by the key of its home")]
    [InlineData("file: slice.json", "file: none.json", "none.json cannot be read")]
    [InlineData("file: slice.json", "file: people.csv", "people.csv is no slice")]
    [InlineData("LOG", "OTHERLOG", "is not proved to be on the log of its home")]
    [InlineData("LOG", "no key", "is not proved to be on the log of its home")]
    [InlineData("  slice:", "  renewal: {from: 2026-01-01, every: 30d, lifetimeEpsilon: 9, lifetimeDelta: 1e-6}\n  slice:", "a slice is not renewed")]
    public async Task A_slice_that_does_not_cover_the_budget_or_is_not_the_homes_stops_the_start(
        string part, string broken, string what)
    {
        var policies = PolicyBook.Load(FullPolicy.Write(_folder.Path, HomePolicy));
        await GrantAsync(policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 2_000_000, 100_000_000));
        Assert.Contains(part, OtherPolicy, StringComparison.Ordinal);

        var path = WriteOther(OtherPolicy.Replace(part, broken, StringComparison.Ordinal));

        var faults = Assert.Throws<ConfigurationException>(() => PolicyBook.Load(path)).Faults;
        Assert.Contains(faults, fault => fault.What.Contains(what, StringComparison.Ordinal) && fault.Line > 1);
    }

    [Fact]
    public async Task A_slice_is_spent_by_the_adapter_whose_key_it_names_and_no_other()
    {
        var policies = PolicyBook.Load(FullPolicy.Write(_folder.Path, HomePolicy));
        await GrantAsync(policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 2_000_000, 100_000_000));
        var path = WriteOther(OtherPolicy);
        var book = PolicyBook.Load(path);
        await using var rig = new AdapterRig { Book = book }; // With a key of its own.

        var stopped = await Assert.ThrowsAsync<ConfigurationException>(() => rig.StartAsync());

        var fault = Assert.Single(stopped.Faults);
        Assert.Equal((path, FullPolicy.LineOf(await File.ReadAllTextAsync(path, Cancellation), "slice:")), (fault.File, fault.Line));
        Assert.Contains("granted to another adapter", fault.What, StringComparison.Ordinal);
        Assert.Empty(SliceRecipients.Find(book, _other.SigningKey.Fingerprint));
    }

    [Fact]
    public async Task A_slice_cannot_be_granted_of_what_is_not_here()
    {
        var policies = PolicyBook.Load(FullPolicy.Write(_folder.Path, HomePolicy));
        await Assert.ThrowsAsync<ArgumentException>(() => GrantAsync(
            policies, new SliceOrder("village", _other.SigningKey.Fingerprint, 1, 0)));
        await Assert.ThrowsAsync<ArgumentException>(() => GrantAsync(
            policies, new SliceOrder("town", _home.SigningKey.Fingerprint, 1, 0)));
        await GrantAsync(policies, new SliceOrder("town", _other.SigningKey.Fingerprint, 2_000_000, 100_000_000));
        var book = PolicyBook.Load(WriteOther(OtherPolicy));
        await Assert.ThrowsAsync<ArgumentException>(() => GrantAsync(
            book, new SliceOrder("town", new string('a', 64), 1, 0)));
    }

    private static string HomePolicy => FullPolicy.Text;

    private static string OtherPolicy => FullPolicy.Text
        .Replace("lineageEpsilon: 3", "lineageEpsilon: 2", StringComparison.Ordinal)
        .Replace("lineageDelta: 1e-6", "lineageDelta: 1e-7", StringComparison.Ordinal)
        .Replace("selectionDelta: 0.0000005", "selectionDelta: 1e-8", StringComparison.Ordinal)
        .Replace(FullPolicy.Renewal, "", StringComparison.Ordinal)
        .Replace("samples:\n", "  slice:\n    file: slice.json\n    home: HOME\n    homeLog: \"LOG\"\nsamples:\n", StringComparison.Ordinal);

    private string WriteOther(string text) => FullPolicy.Write(
        _folder.Path,
        text.Replace("OTHERLOG", LogKeyOf(_other), StringComparison.Ordinal)
            .Replace("\"LOG\"", $"\"{LogKeyOf(_home)}\"", StringComparison.Ordinal)
            .Replace("HOME", _home.SigningKey.Fingerprint, StringComparison.Ordinal),
        "other.yaml");

    private async Task GrantAsync(PolicyBook policies, SliceOrder order, string name = "slice.json")
    {
        await using var log = await OpenHomeAsync(policies);
        var slice = await SliceGranter.GrantAsync(log, _home, policies, order);
        await File.WriteAllTextAsync(_folder[name], SliceFile.Format(slice), Cancellation);
    }

    private Task<AdapterLog> OpenHomeAsync(PolicyBook policies) => AdapterLog.OpenAsync(
        _home, _folder["state"], policies, AdapterSeams.System, Cancellation);

    private static string LogKeyOf(AdapterIdentity identity) =>
        new NoteSigner($"{identity.Federation}/adapter/{identity.Silo}/audit", identity.LogKey).VerifierKey;

    private static AdapterIdentity IdentityOf(string silo) =>
        new("test.federation", silo, SigningKey.Create(), SigningKey.Create(), new byte[32]);
}
