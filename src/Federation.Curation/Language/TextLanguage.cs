namespace Federation.Curation.Language;

/// <summary>What a text is written in.</summary>
/// <param name="Language">One of <c>zh</c>, <c>en</c>, <c>ja</c>, <c>ko</c> and <c>other</c>.</param>
/// <param name="Script">
/// The ISO 15924 code of the script: <c>Hans</c> or <c>Hant</c> of Chinese, <c>Latn</c>, <c>Jpan</c>, <c>Kore</c>,
/// <c>Cyrl</c> and others; <c>Zyyy</c> where there are no letters.
/// </param>
public readonly record struct TextLanguage(string Language, string Script);
