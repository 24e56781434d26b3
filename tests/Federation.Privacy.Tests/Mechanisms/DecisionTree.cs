namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>The tree of all decisions that a sampler takes on bits, walked to a depth.</summary>
internal static class DecisionTree
{
    public const int DepthBits = 20;

    public delegate long Draw<TWidth>(ref ScriptedBits<TWidth> bits)
        where TWidth : struct, IDigitWidth;

    /// <summary>Visits every leaf within the depth, by extending each script that ran out by one bit of either kind;
    /// returns the mass of what lies deeper.</summary>
    public static double Walk<TWidth>(
        Dictionary<long, long> masses, Draw<TWidth> draw, int depthBits = DepthBits)
        where TWidth : struct, IDigitWidth
    {
        var explored = 0L;
        var open = new Stack<(ulong Script, int Length)>();
        open.Push((0, 0));
        while (open.TryPop(out var node))
        {
            var bits = new ScriptedBits<TWidth>(node.Script, node.Length);
            var value = draw(ref bits);
            if (!bits.IsOverrun)
            {
                var mass = 1L << (depthBits - node.Length);
                masses[value] = masses.GetValueOrDefault(value) + mass;
                explored += mass;
            }
            else if (node.Length < depthBits) // Deeper than that, the mass stays unexplored.
            {
                open.Push((node.Script, node.Length + 1));
                open.Push((node.Script | (1UL << node.Length), node.Length + 1));
            }
        }

        return (double)((1L << depthBits) - explored) / (1L << depthBits);
    }

    public static void AssertBracketed(double probability, long mass, double unexplored, int depthBits = DepthBits)
    {
        var lower = (double)mass / (1L << depthBits);
        Assert.InRange(probability, lower - 1e-12, lower + unexplored + 1e-12);
    }

    /// <summary>exp(−x) by the series of exp in decimal: another way than the sampler's.</summary>
    public static decimal ExpOfMinus(decimal x)
    {
        var (sum, term) = (1m, 1m);
        for (var n = 1; n < 60; n++)
        {
            term *= x / n;
            sum += term;
        }

        return 1 / sum;
    }
}
