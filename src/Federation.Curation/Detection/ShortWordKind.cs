namespace Federation.Curation.Detection;

/// <summary>What a word with digits can be.</summary>
internal enum ShortWordKind
{
    /// <summary>Rules have to look at it.</summary>
    MayBeMore,

    /// <summary>Nothing, unless it is the year of a date of birth.</summary>
    Year,

    /// <summary>Nothing.</summary>
    Nothing,
}
