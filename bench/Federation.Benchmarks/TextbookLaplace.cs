namespace Federation.Benchmarks;

/// <summary>The formula of textbooks, in floating point and with a predictable generator: fast, and not private.</summary>
internal sealed class TextbookLaplace(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Fills a span with rounded Laplace noise by inversion of its distribution function.</summary>
    public void Fill(Span<long> draws, double scale)
    {
        for (var index = 0; index < draws.Length; index++)
        {
            var uniform = _random.NextDouble() - 0.5;
            draws[index] = (long)Math.Round(-scale * Math.Sign(uniform) * Math.Log(1 - (2 * Math.Abs(uniform))));
        }
    }
}
