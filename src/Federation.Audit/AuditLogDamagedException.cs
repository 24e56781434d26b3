namespace Federation.Audit;

/// <summary>
/// What a checkpoint covers is no longer there as it was. The log refuses to open; an auditor must look.
/// </summary>
public sealed class AuditLogDamagedException : Exception
{
    /// <summary>Says so.</summary>
    public AuditLogDamagedException()
        : this("The audit log is damaged.")
    {
    }

    /// <summary>Says so in other words.</summary>
    public AuditLogDamagedException(string message)
        : base(message)
    {
    }

    /// <summary>Says so, and what led to it.</summary>
    public AuditLogDamagedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Names the first entry that is damaged.</summary>
    public AuditLogDamagedException(string message, long? index)
        : base(message) => Index = index;

    /// <summary>The first entry that is altered or missing, from 0; null where it could not be told.</summary>
    public long? Index { get; }
}
