using System.Diagnostics;

namespace Federation.Faults.Recovery;

/// <summary>A program of the system, such as <c>mount</c>.</summary>
internal static class SystemProgram
{
    /// <summary>Whether it is here, ran, and ended with 0.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // The program is not here.
        }
    }
}
