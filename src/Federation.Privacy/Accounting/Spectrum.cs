namespace Federation.Privacy.Accounting;

/// <summary>The discrete Fourier transform of a row of numbers, in place, and products of such transforms.</summary>
internal sealed class Spectrum
{
    private readonly double[] _real;
    private readonly double[] _imaginary;

    /// <summary>The spectrum of a row of real numbers.</summary>
    /// <param name="row">A power of two of them.</param>
    public Spectrum(double[] row)
    {
        (_real, _imaginary) = (row, new double[row.Length]);
        Transform(isInverse: false);
    }

    /// <summary>Raises every entry to a power.</summary>
    public void Raise(long power)
    {
        for (var index = 0; index < _real.Length; index++)
        {
            var (real, imaginary) = (1.0, 0.0);
            var (baseReal, baseImaginary) = (_real[index], _imaginary[index]);
            for (var left = power; left > 0; left >>= 1)
            {
                if ((left & 1) != 0)
                {
                    (real, imaginary) = Product(real, imaginary, baseReal, baseImaginary);
                }

                (baseReal, baseImaginary) = Product(baseReal, baseImaginary, baseReal, baseImaginary);
            }

            (_real[index], _imaginary[index]) = (real, imaginary);
        }
    }

    /// <summary>Multiplies every entry with that of another spectrum.</summary>
    public void Multiply(Spectrum other)
    {
        for (var index = 0; index < _real.Length; index++)
        {
            (_real[index], _imaginary[index]) = Product(
                _real[index], _imaginary[index], other._real[index], other._imaginary[index]);
        }
    }

    /// <summary>Turns it back into a row of real numbers; the spectrum is used up.</summary>
    public double[] ToRow()
    {
        Transform(isInverse: true);
        for (var index = 0; index < _real.Length; index++)
        {
            _real[index] /= _real.Length;
        }

        return _real;
    }

    private static (double Real, double Imaginary) Product(double a, double b, double c, double d) =>
        ((a * c) - (b * d), (a * d) + (b * c));

    private void Transform(bool isInverse)
    {
        Reverse();
        var count = _real.Length;
        var (cosines, sines) = Roots(count, isInverse);
        for (var half = 1; half < count; half *= 2)
        {
            var stride = count / (2 * half);
            for (var start = 0; start < count; start += 2 * half)
            {
                for (var offset = 0; offset < half; offset++)
                {
                    var (even, odd) = (start + offset, start + offset + half);
                    var (real, imaginary) = Product(
                        _real[odd], _imaginary[odd], cosines[offset * stride], sines[offset * stride]);
                    (_real[odd], _imaginary[odd]) = (_real[even] - real, _imaginary[even] - imaginary);
                    (_real[even], _imaginary[even]) = (_real[even] + real, _imaginary[even] + imaginary);
                }
            }
        }
    }

    /// <summary>Roots of unity, each from its own angle: no error builds up.</summary>
    private static (double[] Cosines, double[] Sines) Roots(int count, bool isInverse)
    {
        var (cosines, sines) = (new double[Math.Max(1, count / 2)], new double[Math.Max(1, count / 2)]);
        for (var index = 0; index < cosines.Length; index++)
        {
            (sines[index], cosines[index]) = Math.SinCos((isInverse ? 2 : -2) * Math.PI * index / count);
        }

        return (cosines, sines);
    }

    private void Reverse()
    {
        for (int index = 1, reversed = 0; index < _real.Length; index++)
        {
            var bit = _real.Length >> 1;
            for (; (reversed & bit) != 0; bit >>= 1)
            {
                reversed ^= bit;
            }

            reversed ^= bit;
            if (index < reversed)
            {
                (_real[index], _real[reversed]) = (_real[reversed], _real[index]);
                (_imaginary[index], _imaginary[reversed]) = (_imaginary[reversed], _imaginary[index]);
            }
        }
    }
}
