namespace Federation.Cli.Demo;

/// <summary>One file of made-up data.</summary>
/// <param name="Silo">Whose it is.</param>
/// <param name="Dataset">What it holds.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Records">How many records it has.</param>
internal sealed record DemoFile(string Silo, string Dataset, string Path, int Records);
