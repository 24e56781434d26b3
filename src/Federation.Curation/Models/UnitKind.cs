namespace Federation.Curation.Models;

/// <summary>What a unit of text is made of.</summary>
internal enum UnitKind
{
    /// <summary>One mark.</summary>
    Mark,

    /// <summary>One Chinese character.</summary>
    Han,

    /// <summary>Letters of an alphabet.</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,
}
