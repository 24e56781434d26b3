namespace Federation.Curation.Detection.Numbers;

/// <summary>Groups of digits that stand together, with up to three separators between two groups.</summary>
internal sealed class NumberCluster
{
    /// <summary>How many separators may stand between two groups.</summary>
    public const int SeparatorsMax = 3;

    /// <summary>A bit for each separator below U+0040, and for each from there to U+007F.</summary>
    private const ulong LowSeparators =
        (1UL << ' ') | (1UL << '-') | (1UL << '.') | (1UL << '/') | (1UL << '(') | (1UL << ')');
    private const ulong HighSeparators = (1UL << ('[' - 64)) | (1UL << (']' - 64)) | (1UL << ('_' - 64));

    private const int KeptGroupsMax = 4_096;
    private const int KeptDigitsMax = 65_536;

    [ThreadStatic]
    private static NumberCluster? _ofThread;

    private (int Start, int Length, int Digits)[] _groups = new (int, int, int)[16];
    private char[] _digits = new char[256];

    /// <summary>A cluster to read into, one a thread.</summary>
    public static NumberCluster OfThread()
    {
        if (_ofThread is null || _ofThread._groups.Length > KeptGroupsMax
            || _ofThread._digits.Length > KeptDigitsMax)
        {
            _ofThread = new NumberCluster();
        }

        return _ofThread;
    }

    /// <summary>How many groups.</summary>
    public int Count { get; private set; }

    /// <summary>How many digits in all groups.</summary>
    public int DigitsCount { get; private set; }

    /// <summary>The place behind the last digit.</summary>
    public int End { get; private set; }

    /// <summary>The place of a group's first digit.</summary>
    public int StartOf(int group) => _groups[group].Start;

    /// <summary>The place behind a group's last digit.</summary>
    public int EndOf(int group) => _groups[group].Start + _groups[group].Length;

    /// <summary>How many digits a group has.</summary>
    public int LengthOf(int group) => _groups[group].Length;

    /// <summary>The digits of some groups in a row.</summary>
    public ReadOnlySpan<char> DigitsOf(int first, int last) =>
        _digits.AsSpan(_groups[first].Digits, _groups[last].Digits + _groups[last].Length - _groups[first].Digits);

    /// <summary>Whether a character may stand between two groups.</summary>
    public static bool IsSeparator(char character) => character < 128
        ? (((character < 64 ? LowSeparators : HighSeparators) >> (character & 63)) & 1) != 0
        : character == '\u00B7';

    /// <summary>What stands between a group and the next.</summary>
    public ReadOnlySpan<char> GapAfter(string view, int group) =>
        view.AsSpan(EndOf(group), StartOf(group + 1) - EndOf(group));

    /// <summary>Whether a character stands between two of some groups.</summary>
    public bool GapAfterIs(string view, int first, int last, char separator)
    {
        for (var i = first; i < last; i++)
        {
            if (GapAfter(view, i).Contains(separator))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some groups are four that only dots part, as an IPv4 address is.</summary>
    public bool IsDottedQuad(string view, int first, int last) =>
        last == first + 3 && GapAfter(view, first) is "." && GapAfter(view, first + 1) is "."
        && GapAfter(view, first + 2) is ".";

    /// <summary>Whether some groups are 1, 3, 3 and 4 digits, as North America writes numbers.</summary>
    public bool IsAmerican(int first, int last) =>
        last == first + 3 && LengthOf(first) == 1 && LengthOf(first + 1) == 3 && LengthOf(first + 2) == 3;

    /// <summary>Reads the cluster that begins with the digit at a place.</summary>
    public void Read(string view, int place)
    {
        (Count, DigitsCount) = (0, 0);
        while (true)
        {
            var start = place;
            while (place < view.Length && char.IsAsciiDigit(view[place]))
            {
                place++;
            }

            AddGroup(view.AsSpan(start, place - start), start);
            End = place;
            var next = place;
            while (next < view.Length && next - place < SeparatorsMax && IsSeparator(view[next]))
            {
                next++;
            }

            if (next == place || next == view.Length || !char.IsAsciiDigit(view[next]))
            {
                return;
            }

            place = next;
        }
    }

    private void AddGroup(ReadOnlySpan<char> digits, int start)
    {
        if (DigitsCount + digits.Length > _digits.Length)
        {
            Array.Resize(ref _digits, (DigitsCount + digits.Length) * 2);
        }

        digits.CopyTo(_digits.AsSpan(DigitsCount));
        if (Count == _groups.Length)
        {
            Array.Resize(ref _groups, Count * 2);
        }

        _groups[Count++] = (start, digits.Length, DigitsCount);
        DigitsCount += digits.Length;
    }
}
