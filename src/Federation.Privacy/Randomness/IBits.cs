namespace Federation.Privacy.Randomness;

/// <summary>Fresh bits, a few at a time. Implemented by structures, so that samplers compile to straight
/// code.</summary>
internal interface IBits
{
    /// <summary>The given number of fresh bits, 1 to 64, as a number.</summary>
    ulong Next(int count);
}
