namespace Federation.Broker.Accesses;

/// <summary>What left on one day.</summary>
/// <param name="Answers">How many accesses were answered.</param>
/// <param name="LengthBytes">Their bytes.</param>
/// <param name="RecordsCount">Their records.</param>
public readonly record struct DayTotals(long Answers, long LengthBytes, long RecordsCount)
{
    /// <summary>The sum of two.</summary>
    public static DayTotals operator +(DayTotals left, DayTotals right) => Add(left, right);

    /// <summary>The sum of two.</summary>
    public static DayTotals Add(DayTotals left, DayTotals right) => new(
        left.Answers + right.Answers, left.LengthBytes + right.LengthBytes, left.RecordsCount + right.RecordsCount);
}
