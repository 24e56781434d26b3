namespace Federation.Adapter.Policies;

/// <summary>A way in which something may leave.</summary>
public enum DeliveryKind
{
    /// <summary>Differentially private statistics.</summary>
    Statistics,

    /// <summary>Privacy-filtered samples.</summary>
    Samples,
}
