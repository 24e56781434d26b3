using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Federation.Curation.Tests;

/// <summary>
/// Processor time of the calling thread: what a piece of work costs, however much else runs on the machine meanwhile.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux.

    /// <summary>What work costs that this thread does alone.</summary>
    public static TimeSpan Measure(Action work)
    {
        var started = Now();
        work();
        return Now() - started;
    }

    private static TimeSpan Now()
    {
        if (Read(ThreadProcessorTime, out var time) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        return TimeSpan.FromSeconds(time.Seconds)
            + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out ClockTime time);

    /// <summary>A <c>timespec</c> of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ClockTime
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
