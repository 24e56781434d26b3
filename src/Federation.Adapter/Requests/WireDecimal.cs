using Wire = Federation.Contracts.Type.V1;

namespace Federation.Adapter.Requests;

/// <summary>Exact decimals on the wire: <c>unscaled / 10^scale</c>.</summary>
internal static class WireDecimal
{
    private const int ScaleMax = 18;

    public static decimal Parse(Wire.Decimal number, string field = "filter.value.decimal") =>
        number.Scale is >= 0 and <= ScaleMax
            ? new decimal(
                (int)(Magnitude(number) & 0xFFFFFFFF), (int)(Magnitude(number) >> 32), 0,
                number.Unscaled < 0, (byte)number.Scale)
            : throw Refusals.RequestInvalid($"{field}.scale", $"must be in [0, {ScaleMax}]");

    /// <summary>Writes a bound of a policy, whose digits fit 64 bits (the policy reader sees to it).</summary>
    public static Wire.Decimal Format(decimal value)
    {
        var scale = value.Scale;
        var unscaled = value;
        for (var i = 0; i < scale; i++)
        {
            unscaled *= 10;
        }

        return new Wire.Decimal { Unscaled = checked((long)unscaled), Scale = scale };
    }

    private static ulong Magnitude(Wire.Decimal number) =>
        number.Unscaled < 0 ? (ulong)-(number.Unscaled + 1) + 1 : (ulong)number.Unscaled;
}
