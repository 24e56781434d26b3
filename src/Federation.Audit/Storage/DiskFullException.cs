namespace Federation.Audit;

/// <summary>
/// A disk, or a quota on it, has no room for what was to be written. Of a sync it is never said: whatever the cause,
/// nothing is known of the disk after one that failed.
/// </summary>
public sealed class DiskFullException : IOException
{
    private const int LinuxNoSpace = 28;
    private const int LinuxOverQuota = 122;
    private const int WindowsHandleFull = unchecked((int)0x80070027);
    private const int WindowsFull = unchecked((int)0x80070070);

    /// <summary>Says so.</summary>
    public DiskFullException()
        : this("There is no room on the disk.")
    {
    }

    /// <summary>Says so in other words.</summary>
    public DiskFullException(string message)
        : base(message)
    {
    }

    /// <summary>Says so, and what led to it.</summary>
    public DiskFullException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether what a call threw, which syncs nothing, says that there is no room.</summary>
    internal static bool IsSaidBy(IOException exception) =>
        exception.HResult is LinuxNoSpace or LinuxOverQuota or WindowsFull or WindowsHandleFull;

    /// <summary>Says it in place of what a call threw.</summary>
    internal static DiskFullException Of(IOException exception) => new("There is no room on the disk.", exception);

    /// <summary>Runs what makes files, reserves space or writes, and syncs nothing.</summary>
    /// <exception cref="DiskFullException">There is no room for it.</exception>
    internal static void Watch(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception) when (IsSaidBy(exception))
        {
            throw Of(exception);
        }
    }
}
