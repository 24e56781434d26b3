using Federation.Curation.Language;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Decides what the texts of a dataset are compared by: a few pages in English among Chinese ones are compared as those
/// are, but a dataset of two languages is compared in each by its own.
/// </summary>
public sealed class ShingleVote
{
    private const int MinorityPercentMin = 10;
    private long _words;
    private long _characters;

    /// <summary>What a text by itself would be compared by.</summary>
    public static ShingleKind Of(ReadOnlySpan<char> text) =>
        LanguageIdentifier.Identify(text).Language is "zh" or "ja" ? ShingleKind.Characters : ShingleKind.Words;

    /// <summary>Counts a text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (Of(text) == ShingleKind.Words)
        {
            _words++;
        }
        else
        {
            _characters++;
        }
    }

    /// <summary>What every text is compared by; null where each is compared by what it is written in.</summary>
    public ShingleKind? Decide()
    {
        var isDivided = Math.Min(_words, _characters) * 100 > (_words + _characters) * MinorityPercentMin;
        return isDivided ? null : _words >= _characters ? ShingleKind.Words : ShingleKind.Characters;
    }
}
