namespace Federation.Curation.Detection;

/// <summary>Which lists of words a view can hold anything of.</summary>
[Flags]
internal enum WordMarks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Names of passwords, tokens and the like.</summary>
    Secret = 1,

    /// <summary>Names of keys and accounts, and spelled signs.</summary>
    Other = 2,

    /// <summary>Words of two letters.</summary>
    Short = 4,

    /// <summary>All.</summary>
    All = Secret | Other | Short,
}
