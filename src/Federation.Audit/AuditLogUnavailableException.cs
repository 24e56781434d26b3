namespace Federation.Audit;

/// <summary>
/// The log cannot be written, and will not be until the process starts anew. Nothing may leave meanwhile.
/// </summary>
public sealed class AuditLogUnavailableException : Exception
{
    /// <summary>Says so.</summary>
    public AuditLogUnavailableException()
        : this("The audit log cannot be written.")
    {
    }

    /// <summary>Says so in other words.</summary>
    public AuditLogUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says so, and what led to it.</summary>
    public AuditLogUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
