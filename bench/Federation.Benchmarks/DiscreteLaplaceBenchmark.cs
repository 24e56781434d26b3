using BenchmarkDotNet.Attributes;
using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Benchmarks;

/// <summary>Exact noise over a secure source, beside the textbook's formula.</summary>
[MemoryDiagnoser]
public class DiscreteLaplaceBenchmark : IDisposable
{
    private const int DrawsCount = 10_000;
    private readonly long[] _draws = new long[DrawsCount];
    private readonly SecureNoiseSource _source = new();
    private readonly TextbookLaplace _textbook = new(1);
    private NoiseDistribution _distribution = new(NoiseKind.DiscreteLaplace, 1, 1);

    /// <summary>The scale t / s, in the unit of the noisy integer.</summary>
    [Params("1/1", "10/3", "100/1", "1000000/1")]
    public string Scale { get; set; } = "1/1";

    [GlobalSetup]
    public void Setup()
    {
        var parts = Scale.Split('/');
        _distribution = new NoiseDistribution(NoiseKind.DiscreteLaplace,
            long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Benchmark(OperationsPerInvoke = DrawsCount)]
    public void Exact() => DiscreteLaplace.Fill(_draws, _distribution, _source);

    [Benchmark(Baseline = true, OperationsPerInvoke = DrawsCount)]
    public void Textbook() => _textbook.Fill(_draws, _distribution.Scale);

    [GlobalCleanup]
    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }
}
