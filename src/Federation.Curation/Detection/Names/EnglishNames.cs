namespace Federation.Curation.Detection.Names;

/// <summary>
/// Names of persons in English text: given names, what looks like a surname, titles and words around them.
/// </summary>
internal static class EnglishNames
{
    private const int WordsMax = 4;
    private const int Threshold = 3;

    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
        { "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "madame", "mister", "mme", "herr", "frau" };

    private static readonly HashSet<string> Particles = new(StringComparer.OrdinalIgnoreCase)
        { "van", "von", "der", "den", "de", "da", "di", "del", "la", "le", "bin", "al", "dos", "du", "ter", "ten",
          "st" };

    private static readonly HashSet<string> Suffixes = new(StringComparer.OrdinalIgnoreCase)
        { "jr", "sr", "ii", "iii", "iv", "phd", "md" };

    private static readonly HashSet<string> StrongBefore = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "named", "calls", "user", "dear", "hi", "hello", "hey", "starring", "directed", "producer",
        "commenter", "actor", "actress", "singer",
        "author", "said", "says", "told", "asked", "contact", "attn", "guardian", "founder", "president", "chairman",
        "minister", "senator", "captain",
        "colonel", "professor", "doctor", "uncle", "aunt", "brother", "sister", "husband", "wife", "maiden", "novel",
        "ex-zombie", "partner", "signed", "founders", "members", "starred", "actors", "early",
        "patient", "client", "customer", "employee", "manager", "regards", "sincerely", "cc", "sender", "recipient",
        "applicant", "insured",
    };

    private static readonly HashSet<string> WeakBefore = new(StringComparer.OrdinalIgnoreCase)
        { "by", "to", "with", "and", "me", "is", "under", "like", "than", "but", "him", "her", "from", "a", "the",
          "add", "tell", "why", "or", "s", "of", "for" };

    private static readonly HashSet<string> StrongAfter = new(StringComparer.OrdinalIgnoreCase)
    {
        "said", "says", "lives", "lived", "listed", "had", "explained", "shouted", "spent", "told", "asked", "wrote",
        "replied", "added", "thinks", "thought",
        "born", "died", "married", "plays", "played", "stars", "concert", "fan", "was", "is", "has", "will", "as",
        "novel", "version", "just",
        "et", "argues", "argued", "claims", "claimed", "notes", "noted", "writes", "directs", "directed", "can",
        "points", "pointed", "were", "and",
    };

    /// <summary>Verbs that things are the subjects of as well.</summary>
    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
        { "is", "was", "has", "will", "can", "were", "and", "as", "just" };

    public static void Find(string view, List<Hit> hits)
    {
        if (!view.AsSpan().ContainsAnyInRange('A', 'Z') && !view.AsSpan().ContainsAnyInRange('a', 'z'))
        {
            return;
        }

        var words = LatinWords.Of(view);
        var lastEnd = -1;
        for (var i = 0; i < words.Count; i++)
        {
            var isTitled = Titles.Contains(words[i].ToString()) && i + 1 < words.Count
                && IsOneGap(words.GapAfter(i), ". ");
            var first = isTitled ? i + 1 : i;
            var last = LastOf(words, first, isTitled);
            if (last < first)
            {
                continue;
            }

            var weight = Weight(words, first, last) + (isTitled ? 4 : Around(view, words, first, last, lastEnd));
            if (weight >= Threshold)
            {
                var start = words.StartOf(isTitled ? i : first);
                var end = words.EndOf(last);
                end += end < view.Length && view[end] == '.' && Suffixes.Contains(words[last].ToString()) ? 1 : 0;
                hits.Add(new Hit(PiiType.Person, start, end - start, "name-latin", 75));
                lastEnd = last;
                i = last;
            }
            else
            {
                i = Math.Max(i, last - 1 > first ? first : i);
            }
        }
    }

    /// <summary>The last word of the longest run that can be one name.</summary>
    private static int LastOf(LatinWords words, int first, bool isTitled)
    {
        var last = first - 1;
        for (var i = first; i < words.Count && i - first < WordsMax; i++)
        {
            var isPart = CanBePart(words, i, first, isTitled);
            var isParticle = i > first && i + 1 < words.Count && Particles.Contains(words[i].ToString())
                && words.GapAfter(i) is " "
                && (CanBePart(words, i + 1, first, isTitled) || Particles.Contains(words[i + 1].ToString()));
            var isSuffix = i > first && Suffixes.Contains(words[i].ToString());
            var isInitial = words[i].Length == 1 && words.IsCapital(i) && i > first && i + 1 < words.Count
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
        var word = words[index];
        var isGiven = EnglishNameTables.IsGiven(word);
        if (word.Length < 2 || (EnglishNameTables.IsOrdinary(word) && !(isGiven && words.IsCapital(index)))
            || (Places.IsPlace(word) && !isGiven))
        {
            return false;
        }

        return words.IsCapital(index)
            || (words.IsLowerCase && (isTitled || isGiven || (index > first
                && !EnglishNameTables.IsAlsoWord(word) && index - first <= 1)));
    }

    private static int Weight(LatinWords words, int first, int last)
    {
        var weight = 0;
        for (var i = first; i <= last; i++)
        {
            var word = words[i];
            if (EnglishNameTables.IsGiven(word))
            {
                weight += EnglishNameTables.IsAlsoWord(word) ? 1 : 3;
            }
            else if (EnglishNameTables.LooksLikeSurname(word))
            {
                weight += i > first ? 2 : 1;
            }
        }

        var isUnknown = weight == 0 && first == last && words.IsCapital(first) && words[first].Length > 2;
        return isUnknown && words[first][1..].IndexOfAnyInRange('A', 'Z') < 0 ? 1 : weight;
    }

    private static int Around(string view, LatinWords words, int first, int last, int lastEnd)
    {
        var weight = 0;
        var isAlone = first == last;
        if (first > 0 && IsNear(words.GapAfter(first - 1)))
        {
            var before = words[first - 1].ToString();
            var gap = words.GapAfter(first - 1);
            weight += StrongBefore.Contains(before) && (!gap.Contains('\n') || gap.Contains(':')) ? 3 : 0;
            weight += WeakBefore.Contains(before) && gap is " " && words.IsCapital(first) ? 1 : 0;
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

        if (last + 1 < words.Count && words.GapAfter(last) is " " && StrongAfter.Contains(words[last + 1].ToString()))
        {
            var isPersonal = !Generic.Contains(words[last + 1].ToString());
            weight += words.BeginsSentence(first) && isPersonal ? 2 : 1;
            weight += !isPersonal && words.BeginsSentence(first) && last + 2 < words.Count
                && words[last + 2] is "from" or "very" or "born" ? 1 : 0;
        }

        var end = words.EndOf(last);
        weight += end + 1 < view.Length && view[end] is '\'' or '\u2019' && view[end + 1] == 's' ? 1 : 0;
        var isListed = !isAlone && words.IsCapital(first) && words.IsCapital(last) && Weight(words, first, last) > 0;
        weight += isListed && last - first == 1 ? 1 : 0;
        weight += isListed && IsWholeLine(view, words.StartOf(first), end) ? 1 : 0;
        return weight;
    }

    private static bool IsWholeLine(string view, int start, int end) =>
        (start == 0 || view[start - 1] is '\n' or '>' || (start > 1 && view[start - 1] == ' '
            && view[start - 2] == '?'))
        && (end == view.Length || view[end] is '\n');

    private static bool IsNear(ReadOnlySpan<char> gap) => gap.Length <= 6 && gap.IndexOfAny(".!?;") < 0;

    private static bool IsOneGap(ReadOnlySpan<char> gap, string allowed) => gap is " " || gap.SequenceEqual(allowed);
}
