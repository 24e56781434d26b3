namespace Federation.Curation.Crowds;

/// <summary>A few words, or a few Chinese characters, in a row.</summary>
/// <param name="Hash">A number that the same words have wherever they stand.</param>
/// <param name="Start16">Where it begins in the text, in UTF-16 code units.</param>
/// <param name="End16">Where it ends.</param>
public readonly record struct TextSpan(ulong Hash, int Start16, int End16);
