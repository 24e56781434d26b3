using System.Numerics;

namespace Federation.Privacy.Mechanisms;

/// <summary>Square roots of whole numbers, in whole numbers.</summary>
internal static class WholeRoot
{
    /// <summary>⌊√square⌋, by Newton's iteration from above.</summary>
    /// <param name="square">At least 0.</param>
    public static BigInteger Of(BigInteger square)
    {
        if (square.IsZero)
        {
            return square;
        }

        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
