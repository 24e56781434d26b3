namespace Federation.Curation.Detection.Names;

/// <summary>What the tables know of a word in Latin script.</summary>
[Flags]
internal enum WordFacts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The tables were asked.</summary>
    Known = 1,

    /// <summary>A given name.</summary>
    Given = 2,

    /// <summary>A name that is an ordinary word too, or a place.</summary>
    AlsoWord = 4,

    /// <summary>An ordinary word.</summary>
    Ordinary = 8,

    /// <summary>A place.</summary>
    Place = 16,

    /// <summary>A title, such as Dr.</summary>
    Title = 32,

    /// <summary>A particle between names, such as van.</summary>
    Particle = 64,

    /// <summary>What stands behind names, such as Jr.</summary>
    Suffix = 128,

    /// <summary>A word behind which a name stands, nearly always.</summary>
    StrongBefore = 256,

    /// <summary>A word behind which a name may stand.</summary>
    WeakBefore = 512,

    /// <summary>A word before which a name stands.</summary>
    StrongAfter = 1_024,

    /// <summary>One of those that things are the subjects of as well.</summary>
    Generic = 2_048,

    /// <summary>It was looked at whether it ends as surnames do.</summary>
    EndingKnown = 4_096,

    /// <summary>It ends as surnames do.</summary>
    EndsAsSurname = 8_192,
}
