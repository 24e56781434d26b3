using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Federation.Audit;

/// <summary>Makes what was written in place survive a power cut. The framework has no call for data alone.</summary>
/// <remarks>
/// Times of a file need not be durable: without them a sync writes the data and nothing else. What did not succeed is
/// never tried again: the system may have thrown away what it could not write (fsyncgate).
/// </remarks>
internal static class DurableData
{
    private const uint SyncFileRangeWrite = 2;

    /// <summary>Asks the system to write a file's data, and the length and places that are needed to find it.</summary>
    /// <exception cref="IOException">It did not.</exception>
    public static void Sync(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        if (Fdatasync(handle) != 0)
        {
            throw new IOException($"A file could not be made durable (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>Lets the system begin to write a file. A hint: what it did not begin, a sync will do.</summary>
    public static void Begin(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange(handle, 0, 0, SyncFileRangeWrite);
        }
    }

    [DllImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileRange(SafeFileHandle handle, long offset, long lengthBytes, uint flags);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fdatasync(SafeFileHandle handle);
}
