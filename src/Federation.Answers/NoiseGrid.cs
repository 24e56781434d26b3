namespace Federation.Answers;

/// <summary>A symmetric distribution on whole steps around 0, built up by convolution. What leaves the grid is
/// lost.</summary>
internal sealed class NoiseGrid
{
    private const double DeviationsMax = 16;
    private const double NegligibleMass = 1e-12;
    private const double RoundingReserve = 1e-9;
    private readonly int _reach;
    private double[] _masses;

    /// <summary>Starts with all mass at 0, on a grid that reaches 16 deviations to both sides.</summary>
    public NoiseGrid(double deviationSteps)
    {
        _reach = (int)Math.Ceiling(DeviationsMax * deviationSteps) + 16;
        _masses = new double[(2 * _reach) + 1];
        _masses[_reach] = 1;
    }

    /// <summary>Adds discrete Laplace noise of a scale in steps: one recursion to the right and one to the
    /// left.</summary>
    public void AddLaplace(double scaleSteps)
    {
        var a = Math.Exp(-1 / scaleSteps);
        var fromLeft = new double[_masses.Length];
        var sum = 0.0;
        for (var index = 0; index < _masses.Length; index++)
        {
            sum = (sum * a) + _masses[index];
            fromLeft[index] = sum;
        }

        var scale = (1 - a) / (1 + a);
        sum = 0;
        for (var index = _masses.Length - 1; index >= 0; index--)
        {
            var own = _masses[index];
            _masses[index] = scale * (fromLeft[index] + sum);
            sum = a * (sum + own);
        }
    }

    /// <summary>Adds discrete Laplace noise whose whole numbers lie some steps apart, each put on the nearest
    /// step.</summary>
    public void AddAtoms(double scale, double spacingSteps)
    {
        var a = Math.Exp(-1 / scale);
        var mass = (1 - a) / (1 + a);
        var result = new double[_masses.Length];
        Accumulate(result, 0, mass);
        for (var atom = 1; (mass *= a) > NegligibleMass && atom * spacingSteps < 2 * _reach; atom++)
        {
            var shift = (int)Math.Round(atom * spacingSteps);
            Accumulate(result, shift, mass);
            Accumulate(result, -shift, mass);
        }

        _masses = result;
    }

    /// <summary>The fewest steps to both sides that hold the given probability.</summary>
    public int HalfWidth(double confidence)
    {
        var inside = _masses[_reach];
        var halfWidth = 0;
        while (inside < confidence + RoundingReserve && halfWidth < _reach)
        {
            halfWidth++;
            inside += _masses[_reach - halfWidth] + _masses[_reach + halfWidth];
        }

        return halfWidth;
    }

    private void Accumulate(double[] result, int shift, double mass)
    {
        var first = Math.Max(0, shift);
        var last = Math.Min(_masses.Length, _masses.Length + shift);
        for (var index = first; index < last; index++)
        {
            result[index] += mass * _masses[index - shift];
        }
    }
}
