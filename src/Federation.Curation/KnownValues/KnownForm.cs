namespace Federation.Curation.KnownValues;

/// <summary>One way in which a known value can be written.</summary>
/// <param name="Symbols">Its symbols, without what stands between them.</param>
/// <param name="NeedsCapital">Whether it counts only where it begins with a capital letter: a part of a name in Latin
/// letters can be an ordinary word.</param>
internal readonly record struct KnownForm(string Symbols, bool NeedsCapital = false);
