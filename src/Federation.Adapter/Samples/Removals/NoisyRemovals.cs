using Federation.Adapter.Budgets;

namespace Federation.Adapter.Samples.Removals;

/// <summary>A removal report under its noise, not yet on record. Only <see cref="RemovalWriter"/> makes one.</summary>
public sealed class NoisyRemovals
{
    internal NoisyRemovals(FundedSample funded, byte[] payload) => (Funded, Payload) = (funded, payload);

    /// <summary>The debit that paid for it.</summary>
    public FundedSample Funded { get; }

    /// <summary>The bytes to record.</summary>
    public ReadOnlyMemory<byte> Payload { get; }
}
