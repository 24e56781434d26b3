namespace Federation.Curation.Filtering;

/// <summary>Why a record does not leave. For its holder's eyes only: it depends on data that never leave.</summary>
public enum DropReason
{
    /// <summary>It may leave.</summary>
    None,

    /// <summary>It is larger than a record of a sample may be.</summary>
    TooLarge,

    /// <summary>A text of it was read in the wrong encoding once.</summary>
    Mojibake,

    /// <summary>A text of it is in a language or script that the policy does not list.</summary>
    Language,

    /// <summary>A text of it failed a quality filter.</summary>
    Quality,

    /// <summary>A text of it shares a passage with an evaluation item.</summary>
    Evaluation,

    /// <summary>An earlier record that leaves holds the same text.</summary>
    Duplicate,

    /// <summary>An earlier record that leaves holds nearly the same text.</summary>
    NearDuplicate,

    /// <summary>It was written after the state was prepared that decides on it.</summary>
    Unprepared,

    /// <summary>A type was found in it of which the policy says that it holds the record back.</summary>
    Dropped,

    /// <summary>It holds a span of text that no crowd uses.</summary>
    Rare,

    /// <summary>The last scan still found something in it.</summary>
    Leak,
}
