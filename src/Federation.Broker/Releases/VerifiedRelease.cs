using Federation.Contracts.Type.V1;

namespace Federation.Broker.Releases;

/// <summary>A release that was checked. Only <see cref="ReleaseVerifier"/> makes one.</summary>
public sealed class VerifiedRelease
{
    internal VerifiedRelease(string silo, SealedRelease sealedRelease, StatisticRelease statistic)
    {
        Silo = silo;
        Sealed = sealedRelease;
        Statistic = statistic;
    }

    /// <summary>Which silo.</summary>
    public string Silo { get; }

    /// <summary>The release as it arrived, for the caller to check again.</summary>
    public SealedRelease Sealed { get; }

    /// <summary>What it says.</summary>
    public StatisticRelease Statistic { get; }
}
