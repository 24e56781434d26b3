using System.Globalization;

namespace Federation.Faults.Writing;

/// <summary>What the process that writes a log is to do; the same words on its command line.</summary>
internal sealed record WriterOptions
{
    /// <summary>The folder of the log.</summary>
    public required string Log { get; init; }

    /// <summary>A checkpoint outside of the folder; its folder exists.</summary>
    public required string Guard { get; init; }

    /// <summary>How many append at once.</summary>
    public int WritersCount { get; init; } = 1;

    /// <summary>How many entries each appends before the log is closed and opened again; 0 for ever, without.</summary>
    public int EntriesCount { get; init; }

    /// <summary>How long a writer waits between two entries, in ms.</summary>
    public int PauseMs { get; init; }

    /// <summary>Whether the log is a mutant that never syncs.</summary>
    public bool IgnoresSyncs { get; init; }

    public IReadOnlyList<string> Words() =>
    [
        Log, Guard, Text(WritersCount), Text(EntriesCount), Text(PauseMs), IgnoresSyncs ? "unsynced" : "synced",
    ];

    public static WriterOptions Read(IReadOnlyList<string> words) => new()
    {
        Log = words[0],
        Guard = words[1],
        WritersCount = Number(words[2]),
        EntriesCount = Number(words[3]),
        PauseMs = Number(words[4]),
        IgnoresSyncs = words[5] == "unsynced",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
