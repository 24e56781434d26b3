namespace Federation.Privacy.Accounting;

/// <summary>The upper part of a tilted distribution of losses, from which δ is read for any ε.</summary>
internal sealed class LossTail
{
    private const double LargestExponent = 700;
    private readonly double[] _masses;
    private readonly long _lowest;
    private readonly double _step;
    private readonly double _theta;
    private readonly double _logMoment;
    private readonly double[] _exponentials;

    /// <summary>Takes a ring of tilted masses.</summary>
    /// <param name="ring">The masses; that of grid point i stands at i modulo the number of points.</param>
    /// <param name="lowest">The number of the lowest grid point.</param>
    /// <param name="highest">The number of the highest one that can carry mass.</param>
    /// <param name="step">The distance of grid points.</param>
    /// <param name="theta">θ of the tilt.</param>
    /// <param name="logMoment">ln E[e^(θL)].</param>
    public LossTail(double[] ring, long lowest, long highest, double step, double theta, double logMoment)
    {
        (_lowest, _step, _theta, _logMoment) = (lowest, step, theta, logMoment);
        var points = Math.Max(0, highest - lowest + 1);
        (_masses, _exponentials) = (new double[points], new double[points]);
        for (var index = 0L; index < points; index++)
        {
            var place = (((lowest + index) % ring.Length) + ring.Length) % ring.Length;
            var loss = (lowest + index) * step;
            _exponentials[index] = Math.Exp(-Math.Clamp(loss, -LargestExponent, LargestExponent));
            _masses[index] = loss <= 0
                ? 0
                : Math.Max(0, ring[place]) * Math.Exp(Math.Min(LargestExponent, logMoment - (theta * loss)));
        }
    }

    /// <summary>How far rounding can have lowered a tilted mass.</summary>
    public required double ErrorPerPoint { get; init; }

    /// <summary>The logarithm of the tilted mass above the highest point.</summary>
    public required double LogBeyond { get; init; }

    /// <summary>The largest loss.</summary>
    public double LossMax => Math.Max(0, (_lowest + _masses.Length - 1) * _step);

    /// <summary>An upper bound of δ at an ε of at least 0.</summary>
    public double Delta(double epsilon)
    {
        var scale = Math.Exp(Math.Min(LargestExponent, epsilon));
        var delta = 0.0;
        var first = Math.Max(0, (long)Math.Floor(epsilon / _step) + 1 - _lowest);
        for (var index = _masses.Length - 1; index >= first; index--)
        {
            delta += _masses[index] * Math.Max(0, 1 - (scale * _exponentials[index]));
        }

        var logChernoff = _logMoment - (_theta * epsilon);
        var perPoint = ErrorPerPoint * Math.Exp(Math.Min(LargestExponent, logChernoff))
            / -Reals.ExpMinusOne(-_theta * _step);
        var beyond = Math.Exp(Math.Min(LargestExponent, _logMoment - (_theta * LossMax) + LogBeyond));
        return delta + perPoint + beyond;
    }
}
