namespace Federation.Curation.Quality;

/// <summary>How much of a text is the frame of a web site.</summary>
/// <param name="Lines">Lines that hold more than white space.</param>
/// <param name="MenuLines">Of those, words of menus and buttons.</param>
/// <param name="NoticeLines">Of those, notices: cookies, terms, copyright, subscription, sharing.</param>
public readonly record struct BoilerplateCounts(int Lines, int MenuLines, int NoticeLines)
{
    private const int MenuLinesMin = 5;

    /// <summary>Whether the text has a frame about it: a menu of 5 lines or a notice.</summary>
    public bool IsFramed => MenuLines >= MenuLinesMin || NoticeLines > 0;
}
