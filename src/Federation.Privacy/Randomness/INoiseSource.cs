namespace Federation.Privacy.Randomness;

/// <summary>The one seam through which noise takes its randomness.</summary>
/// <remarks>Production uses <see cref="SecureNoiseSource"/> only; nothing that a holder configures can replace
/// it.</remarks>
public interface INoiseSource
{
    /// <summary>64 independent, unbiased bits that were never given before.</summary>
    ulong NextWord();
}
