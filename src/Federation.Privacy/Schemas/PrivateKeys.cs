namespace Federation.Privacy.Schemas;

/// <summary>That a column may make groups of values which nobody declared, each shown only if it is selected.</summary>
/// <param name="BytesMax">The most bytes of a text's normal form C in UTF-8; a longer one is in no group. At least 1;
/// means nothing for whole numbers.</param>
public sealed record PrivateKeys(int BytesMax);
