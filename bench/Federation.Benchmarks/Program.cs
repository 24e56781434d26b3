using BenchmarkDotNet.Running;
using Federation.Benchmarks;

if (args is ["quick"])
{
    QuickNoise.Run(Console.Out);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(DiscreteLaplaceBenchmark).Assembly).Run(args);
}
