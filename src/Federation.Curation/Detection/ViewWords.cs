using System.Buffers;

namespace Federation.Curation.Detection;

/// <summary>
/// Whether a view holds the words without which dates of birth are none: looked for near the first few dates, and in
/// all of the view, once, where there are more.
/// </summary>
internal sealed class ViewWords(string view)
{
    private const int NearAsksMax = 4;

    /// <summary>How far before a date in English, and behind a Chinese one, a word for birth matters.</summary>
    private const int BeforeMax = 48;
    private const int AfterMax = 32;

    private static readonly SearchValues<string> Births = SearchValues.Create(
        ["born", "birth", "dob", "d.o.b", "b-day"], StringComparison.OrdinalIgnoreCase);

    private bool? _hasBirth;
    private int _asks;

    /// <summary>Whether a word for birth may stand near a part of the view.</summary>
    public bool HasBirthNear(int start, int end)
    {
        if (_hasBirth is { } known)
        {
            return known;
        }

        if (_asks++ < NearAsksMax && end - start <= BeforeMax)
        {
            var from = Math.Max(0, start - BeforeMax);
            return IsIn(view.AsSpan(from, Math.Min(end + AfterMax, view.Length) - from));
        }

        _hasBirth = IsIn(view);
        return _hasBirth.Value;
    }

    private static bool IsIn(ReadOnlySpan<char> part) => part.ContainsAny('生', '诞', '誕') || part.ContainsAny(Births);
}
