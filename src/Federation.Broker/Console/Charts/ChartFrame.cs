using System.Globalization;

namespace Federation.Broker.Console.Charts;

/// <summary>Where days and values stand on a plot, and which of them the axes name.</summary>
internal sealed class ChartFrame
{
    public const double Left = 72;
    public const double Right = 590;
    public const double Top = 36;
    public const double Bottom = 236;
    public const double Width = 760;
    public const double Height = 280;
    private const int TicksMax = 5;
    private const double LabelGap = 15;
    private static readonly double[] NiceFactors = [1, 2, 5, 10];

    private readonly long _firstDay;
    private readonly long _daysCount;
    private readonly double _largest;

    public ChartFrame(IReadOnlyList<ChartSeries> series)
    {
        var days = series.SelectMany(one => one.Points).Select(point => point.Day).DefaultIfEmpty(0).ToList();
        _firstDay = days.Min();
        _daysCount = Math.Max(1, days.Max() - _firstDay);
        var largest = series.SelectMany(one => one.Points.Select(point => point.Value).Append(one.Cap ?? 0))
            .DefaultIfEmpty(0).Max();
        Step = NiceStep(largest <= 0 ? 1 : largest);
        _largest = Step * Math.Max(1, Math.Ceiling((largest / Step) - 1e-9));
    }

    /// <summary>How far ticks are apart.</summary>
    public double Step { get; }

    /// <summary>The values that the axis names.</summary>
    public IEnumerable<double> Ticks =>
        Enumerable.Range(0, (int)Math.Round(_largest / Step) + 1).Select(tick => tick * Step);

    /// <summary>The days that the axis names: both ends and at most three between.</summary>
    public IEnumerable<long> Days
    {
        get
        {
            var parts = (int)Math.Min(4, _daysCount);
            return Enumerable.Range(0, parts + 1).Select(part => _firstDay + (_daysCount * part / parts)).Distinct();
        }
    }

    public long LastDay => _firstDay + _daysCount;

    public double X(long day) => Left + ((Right - Left) * (day - _firstDay) / _daysCount);

    public double Y(double value) => Bottom - ((Bottom - Top) * value / _largest);

    /// <summary>A line that keeps its value until the next day that has one, and to the right end.</summary>
    public string Steps(ChartSeries series)
    {
        var path = new System.Text.StringBuilder();
        foreach (var (index, point) in series.Points.Index())
        {
            var (x, y) = (N(X(point.Day)), N(Y(point.Value)));
            path.Append(index == 0 ? $"M{x} {y}" : $"H{x}V{y}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"H{N(Right)}").ToString();
    }

    /// <summary>Where the names at the right ends stand, so that none lies over another.</summary>
    public IReadOnlyList<double> LabelsAt(IReadOnlyList<ChartSeries> series)
    {
        var places = new double[series.Count];
        var free = double.NegativeInfinity;
        foreach (var (place, y) in series
            .Select((one, place) => (place, Y: Y(one.Points[^1].Value))).OrderBy(one => one.Y))
        {
            places[place] = free = Math.Max(y, free + LabelGap);
        }

        var over = places.Length == 0 ? 0 : Math.Max(0, places.Max() - Bottom);
        return [.. places.Select(y => y - over)];
    }

    public static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A value as an axis names it: 1200000 is 1.2 M.</summary>
    public static string Short(double value) => value switch
    {
        >= 1e9 => N(value / 1e9) + " G",
        >= 1e6 => N(value / 1e6) + " M",
        >= 1e4 => N(value / 1e3) + " k",
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    public static string DateOf(long day) =>
        DateTimeOffset.FromUnixTimeSeconds(day * 86_400).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 times a power of ten, such that at most five steps reach the largest value.</summary>
    private static double NiceStep(double largest)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(largest / TicksMax)));
        return NiceFactors.Select(factor => factor * power).First(step => largest / step <= TicksMax);
    }
}
