namespace Federation.Audit;

/// <summary>Which entries of an access a log holds.</summary>
[Flags]
internal enum AccessParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It was asked and allowed.</summary>
    Allowed = 1,

    /// <summary>It was asked and denied.</summary>
    Denied = 2,

    /// <summary>Something left.</summary>
    Released = 4,

    /// <summary>It ended.</summary>
    Ended = 8,

    /// <summary>The other side names it.</summary>
    Named = 16,

    /// <summary>It asked for a sample.</summary>
    Sample = 32,
}
