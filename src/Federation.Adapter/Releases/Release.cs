using Federation.Adapter.Budgets;

namespace Federation.Adapter.Releases;

/// <summary>A private answer as the bytes that will be signed. Only <see cref="ReleaseWriter"/> makes one.</summary>
public sealed class Release
{
    internal Release(FundedQuery funded, byte[] payload, byte[]? draw = null)
    {
        Funded = funded;
        Payload = payload;
        Draw = draw ?? [];
    }

    /// <summary>The debit that paid for it.</summary>
    public FundedQuery Funded { get; }

    /// <summary>A serialised <c>StatisticRelease</c>.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>
    /// Where it refines earlier answers: the draw that was put together with theirs, for those that refine it. It is as
    /// private as the payload, and never leaves. Else empty.
    /// </summary>
    public ReadOnlyMemory<byte> Draw { get; }
}
