using Federation.Adapter.Budgets;

namespace Federation.Adapter.Releases;

/// <summary>A private answer as the bytes that will be signed. Only <see cref="ReleaseWriter"/> makes one.</summary>
public sealed class Release
{
    internal Release(FundedQuery funded, byte[] payload)
    {
        Funded = funded;
        Payload = payload;
    }

    /// <summary>The debit that paid for it.</summary>
    public FundedQuery Funded { get; }

    /// <summary>A serialised <c>StatisticRelease</c>.</summary>
    public ReadOnlyMemory<byte> Payload { get; }
}
