namespace Federation.Curation.Language;

/// <summary>The scripts that are told apart by single characters.</summary>
internal enum Script : byte
{
    /// <summary>No letter.</summary>
    None,

    /// <summary>The Latin letters of ASCII.</summary>
    Ascii,

    /// <summary>Other Latin letters.</summary>
    Latin,

    /// <summary>Chinese characters, in any language.</summary>
    Han,

    /// <summary>Hiragana and Katakana, less the two marks that Chinese uses too.</summary>
    Kana,

    /// <summary>Korean letters and syllables.</summary>
    Hangul,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Greek.</summary>
    Greek,

    /// <summary>Arabic.</summary>
    Arabic,

    /// <summary>Hebrew.</summary>
    Hebrew,

    /// <summary>Devanagari.</summary>
    Devanagari,

    /// <summary>Thai.</summary>
    Thai,

    /// <summary>Any other letter.</summary>
    Other,
}
