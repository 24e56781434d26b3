namespace Federation.Stores;

/// <summary>The data cannot be read. The message says why without a value of the data.</summary>
/// <remarks>
/// The engine's own exception is left out on purpose: engines quote the offending row in theirs.
/// </remarks>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Says why, with words fixed by the program and names fixed by the holder.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }
}
