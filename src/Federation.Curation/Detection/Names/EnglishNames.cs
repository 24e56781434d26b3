namespace Federation.Curation.Detection.Names;

/// <summary>
/// Names of persons in English text: given names, what looks like a surname, titles and words around them.
/// </summary>
internal static class EnglishNames
{
    private const int WordsMax = 4;
    private const int Threshold = 3;

    public static void Find(string view, List<Hit> hits)
    {
        if (!view.AsSpan().ContainsAnyInRange('A', 'Z') && !view.AsSpan().ContainsAnyInRange('a', 'z'))
        {
            return;
        }

        var words = LatinWords.OfThread(view);
        var lastEnd = -1;
        for (var i = 0; i < words.Count; i++)
        {
            if (!words.CanBegin(i))
            {
                continue;
            }

            var isTitled = words.Is(i, WordFacts.Title) && i + 1 < words.Count && IsOneGap(words.GapAfter(i), ". ");
            var first = isTitled ? i + 1 : i;
            var last = LastOf(words, first, isTitled);
            if (last < first)
            {
                continue;
            }

            var weight = Weight(words, first, last);
            weight += isTitled ? 4 : Around(view, words, first, last, lastEnd, isLikely: weight > 0);
            if (weight >= Threshold)
            {
                var start = words.StartOf(isTitled ? i : first);
                var end = words.EndOf(last);
                end += end < view.Length && view[end] == '.' && words.Is(last, WordFacts.Suffix) ? 1 : 0;
                hits.Add(new Hit(PiiType.Person, start, end - start, "name-latin", 75));
                lastEnd = last;
                i = last;
            }
            else
            {
                i = Math.Max(i, last - 1 > first ? first : i);
            }
        }

        words.Release();
    }

    /// <summary>The last word of the longest run that can be one name.</summary>
    private static int LastOf(LatinWords words, int first, bool isTitled)
    {
        var last = first - 1;
        for (var i = first; i < words.Count && i - first < WordsMax; i++)
        {
            var isPart = CanBePart(words, i, first, isTitled);
            var isParticle = i > first && i + 1 < words.Count && words.Is(i, WordFacts.Particle)
                && words.GapAfter(i) is " "
                && (CanBePart(words, i + 1, first, isTitled) || words.Is(i + 1, WordFacts.Particle));
            var isSuffix = !isPart && i > first && words.Is(i, WordFacts.Suffix);
            var isInitial = !isPart && words[i].Length == 1 && words.IsCapital(i) && i > first && i + 1 < words.Count
                && words.IsCapital(i + 1);
            if (!isPart && !isParticle && !isSuffix && !isInitial)
            {
                break;
            }

            last = isParticle ? last : i;
            if (!IsOneGap(words.GapAfter(i), isInitial ? ". " : " "))
            {
                break;
            }
        }

        return last;
    }

    private static bool CanBePart(LatinWords words, int index, int first, bool isTitled)
    {
        if (!words.IsLowerCase && !words.IsCapital(index))
        {
            return false;
        }

        var isGiven = words.Is(index, WordFacts.Given);
        if (words[index].Length < 2 || words.TouchesDigit(index)
            || (words.Is(index, WordFacts.Ordinary) && !(isGiven && words.IsCapital(index)))
            || (words.Is(index, WordFacts.Place) && !isGiven))
        {
            return false;
        }

        return words.IsCapital(index)
            || (words.IsLowerCase && (isTitled || isGiven || (index > first
                && !words.Is(index, WordFacts.AlsoWord) && index - first <= 1)));
    }

    private static int Weight(LatinWords words, int first, int last)
    {
        var weight = 0;
        for (var i = first; i <= last; i++)
        {
            if (words.Is(i, WordFacts.Given))
            {
                weight += words.Is(i, WordFacts.AlsoWord) ? 1 : 3;
            }
            else if (words.LooksLikeSurname(i))
            {
                weight += i > first ? 2 : 1;
            }
        }

        weight += first == last && JoinedName.Is(words[first]) ? Threshold : 0;
        var isUnknown = weight == 0 && first == last && words.IsCapital(first) && words[first].Length > 2;
        return isUnknown && words[first][1..].IndexOfAnyInRange('A', 'Z') < 0 ? 1 : weight;
    }

    private static int Around(
        string view, LatinWords words, int first, int last, int lastEnd, bool isLikely)
    {
        var weight = 0;
        var isAlone = first == last;
        if (first > 0 && IsNear(words.GapAfter(first - 1)))
        {
            var before = words[first - 1];
            var gap = words.GapAfter(first - 1);
            weight += words.Is(first - 1, WordFacts.StrongBefore) && (!gap.Contains('\n') || gap.Contains(':')) ? 3 : 0;
            weight += words.Is(first - 1, WordFacts.WeakBefore) && gap is " " && words.IsCapital(first) ? 1 : 0;
            weight += before is "is" && first > 1
                && words[first - 2].Equals("why", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
            weight += before is "is" or "me" && first > 1 && words[first - 2] is "name" or "call" or "calls" ? 3 : 0;
            weight += lastEnd == first - 1 || (lastEnd >= 0 && lastEnd == first - 2
                && before is "and" or "And") ? 2 : 0;
        }
        else if (lastEnd >= 0 && lastEnd == first - 1 && words.GapAfter(first - 1).Trim().SequenceEqual(","))
        {
            weight += 2;
        }

        weight += IsAnnouncedInChinese(view, words, first, last) ? 2 : 0;
        if (last + 1 < words.Count && words.GapAfter(last) is " " && words.Is(last + 1, WordFacts.StrongAfter))
        {
            var isPersonal = !words.Is(last + 1, WordFacts.Generic);
            weight += words.BeginsSentence(first) && isPersonal ? 2 : 1;
            weight += !isPersonal && words.BeginsSentence(first) && last + 2 < words.Count
                && words[last + 2] is "from" or "very" or "born" ? 1 : 0;
        }

        var end = words.EndOf(last);
        weight += end + 1 < view.Length && view[end] is '\'' or '\u2019' && view[end + 1] == 's' ? 1 : 0;
        var isListed = !isAlone && words.IsCapital(first) && words.IsCapital(last) && isLikely;
        weight += isListed && last - first == 1 ? 1 : 0;
        weight += isListed && IsWholeLine(view, words.StartOf(first), end) ? 1 : 0;
        return weight;
    }

    /// <summary>Whether a Chinese word that announces names touches a word that is no abbreviation.</summary>
    private static bool IsAnnouncedInChinese(string view, LatinWords words, int first, int last)
    {
        var start = words.StartOf(first);
        return start > 1 && view[start - 1] is >= '\u4e00' and <= '\u9fff' && words.IsCapital(first)
            && words[last].ContainsAnyInRange('a', 'z') && ChineseWords.IsAnnounced(view, start);
    }

    private static bool IsWholeLine(string view, int start, int end) =>
        (start == 0 || view[start - 1] is '\n' or '>' || (start > 1 && view[start - 1] == ' '
            && view[start - 2] == '?'))
        && (end == view.Length || view[end] is '\n');

    private static bool IsNear(ReadOnlySpan<char> gap) => gap.Length <= 6 && gap.IndexOfAny(".!?;") < 0;

    private static bool IsOneGap(ReadOnlySpan<char> gap, string allowed) => gap is " " || gap.SequenceEqual(allowed);
}
