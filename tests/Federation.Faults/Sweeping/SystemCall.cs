namespace Federation.Faults.Sweeping;

/// <summary>One place where the system may fail a log: the n-th call of a kind by a thread, and how it fails.</summary>
/// <param name="Name">The call, as strace names it.</param>
/// <param name="Fault">An error, such as <c>EIO</c>, or the signal <c>SIGKILL</c>.</param>
/// <param name="Number">Which call of its kind on the log's files, from 1.</param>
internal sealed record SystemCall(string Name, string Fault, int Number)
{
    /// <summary>Calls by which a log asks for what must not be lost.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "openat", "pwrite64", "fdatasync", "fsync", "rename", "ftruncate", "fallocate", "mkdir", "unlink", "close",
        "pread64", "read", "fstat", "newfstatat", "statx", "getdents64", "sync_file_range", "flock",
    ];

    /// <summary>How each of them is made to fail.</summary>
    public static IReadOnlyList<string> Faults { get; } = ["EIO", "ENOSPC", "EINTR", "SIGKILL"];

    /// <summary>Whether it ends the process.</summary>
    public bool IsKill => Fault.StartsWith("SIG", StringComparison.Ordinal);

    /// <summary>What strace injects.</summary>
    public string Injection => IsKill
        ? $"inject={Name}:signal={Fault}:when={Number}"
        : $"inject={Name}:error={Fault}:when={Number}";
}
