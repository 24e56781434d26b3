namespace Federation.Broker.Records;

/// <summary>A field that an entry commits to without saying it.</summary>
/// <param name="Tag">Which: <c>trainer</c>, <c>purpose</c>, <c>literals</c> or <c>peer</c>.</param>
/// <param name="Value">What it is.</param>
public sealed record CommittedField(string Tag, ReadOnlyMemory<byte> Value);
