namespace Federation.Curation.Quality;

/// <summary>What of a text was read in the wrong encoding once.</summary>
/// <param name="Letters">
/// Characters beyond ASCII of the text, and letters of ASCII: what the others are weighed against.
/// </param>
/// <param name="AsLatin">UTF-8 that was read as Latin-1 or Windows-1252, in characters.</param>
/// <param name="AsGbk">UTF-8 that was read as GBK, in characters.</param>
/// <param name="GbkAsLatin">GBK or Big5 that was read as Latin-1, in characters.</param>
/// <param name="Lost">Characters whose bytes are lost: replacement characters and what they became in turn.</param>
public readonly record struct MojibakeCounts(int Letters, int AsLatin, int AsGbk, int GbkAsLatin, int Lost)
{
    private const int BrokenPercentMin = 1;
    private const int BrokenCharactersMin = 4;

    /// <summary>All broken characters.</summary>
    public int Broken => AsLatin + AsGbk + GbkAsLatin + Lost;

    /// <summary>Whether the text is broken beyond a slip: 4 characters and 1 in 100.</summary>
    public bool IsBroken => Broken >= BrokenCharactersMin && Broken * 100L >= (long)Letters * BrokenPercentMin;
}
