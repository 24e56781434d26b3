namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// Keys and tokens by their issuer's form: long words with a known head. Passwords are found by name.
/// </summary>
internal static class Secret
{
    /// <summary>The shortest word that can be a key.</summary>
    public const int LengthMin = 16;

    private const int LengthMax = 128;
    private const int LookedAtMax = 40;

    /// <summary>How a key in PEM form begins.</summary>
    public const string Begin = "-----BEGIN ";

    /// <summary>Head, and the least length of the whole.</summary>
    private static readonly (string Head, int Min)[] Heads =
    [
        ("LTAI", 16), ("AKID", 20), ("AKIA", 20), ("ASIA", 20), ("AGPA", 20), ("AROA", 20), ("sk-", 20), ("pk-", 30),
        ("ghp_", 30), ("gho_", 30), ("ghu_", 30), ("ghs_", 30), ("ghr_", 30), ("github_pat_", 30), ("glpat-", 20),
        ("xoxb-", 20), ("xoxp-", 20), ("xoxa-", 20), ("xoxr-", 20), ("xoxs-", 20), ("xapp-", 20), ("AIza", 35),
        ("ya29", 24), ("sk_live_", 20), ("sk_test_", 20), ("rk_live_", 20), ("pk_live_", 20), ("npm_", 30),
            ("pypi-", 30),
        ("hf_", 24), ("dop_v1_", 30), ("shpat_", 30), ("SG.", 30), ("key-", 32), ("tskey-", 20), ("GOCSPX-", 24),
        ("EAACEdEose0cBA", 20), ("AccountKey=", 40), ("gsk_", 30), ("r8_", 30), ("APPCODE", 30), ("bce-v3", 30),
    ];

    private static readonly (string Head, int Min)[][] ByFirst = [.. Enumerable.Range(0, 128)
        .Select(first => Heads.Where(head => head.Head[0] == first).ToArray())];

    /// <summary>Looks at a long word: a head can begin it or follow a mark in it.</summary>
    public static void FindLong(string view, int start, int end, List<Hit> hits)
    {
        for (var i = start; end - i >= LengthMin; i++)
        {
            if (i > start && char.IsAsciiLetterOrDigit(view[i - 1]))
            {
                continue;
            }

            var to = EndAt(view, i, end, out var rule);
            if (to > i)
            {
                hits.Add(new Hit(PiiType.Secret, i, to - i, rule, Hit.Certain));
                return;
            }
        }
    }

    /// <summary>Letters, digits and the marks of Base64 and of keys.</summary>
    public static bool IsPart(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '+' or '/' or '=';

    /// <summary>Looks at a private key in PEM form, at its first dash.</summary>
    /// <returns>Where to look on.</returns>
    public static int FindPem(string view, int at, List<Hit> hits)
    {
        var block = view.AsSpan(at);
        var headEnd = block[Begin.Length..].IndexOf("-----", StringComparison.Ordinal);
        if (headEnd is < 0 or > 60 || !block.Slice(Begin.Length, headEnd).Contains("PRIVATE", StringComparison.Ordinal))
        {
            return at + Begin.Length;
        }

        var body = block[(Begin.Length + headEnd + 5)..];
        var tail = body.IndexOf("-----", StringComparison.Ordinal);
        var close = tail < 0 ? -1 : body[(tail + 5)..].IndexOf("-----", StringComparison.Ordinal);
        var length = close < 0 ? block.Length : Begin.Length + headEnd + 5 + tail + 5 + close + 5;
        hits.Add(new Hit(PiiType.Secret, at, length, "secret-pem", Hit.Certain));
        return at + length;
    }

    /// <summary>The end of a key that begins at a place of a word, or the place.</summary>
    private static int EndAt(string view, int start, int end, out string rule)
    {
        rule = "secret-key";
        if (view.AsSpan(start).StartsWith("eyJ", StringComparison.Ordinal))
        {
            rule = "secret-jwt";
            return JwtEnd(view, start, end);
        }

        foreach (var (head, min) in ByFirst[view[start]])
        {
            if (end - start < min || !view.AsSpan(start).StartsWith(head, StringComparison.Ordinal))
            {
                continue;
            }

            // Behind an equals sign another word begins, unless it only fills the last one up.
            var length = Math.Min(end - start, LengthMax);
            var equals = view.AsSpan(start, length).IndexOf('=');
            var to = equals > 0 && equals + 2 < length ? start + equals : end;
            if (IsRandom(view.AsSpan(start + head.Length, Math.Min(to - start - head.Length, LookedAtMax))))
            {
                return to < end ? to : DottedEnd(view, end);
            }
        }

        return start;
    }

    /// <summary>Some keys go on behind dots.</summary>
    private static int DottedEnd(string view, int end)
    {
        while (end + 1 < view.Length && view[end] == '.' && IsPart(view[end + 1]))
        {
            end = WordEnd(view, end + 1);
        }

        return end;
    }

    /// <summary>Digits among letters, and not one character over and over: words and masks are no keys.</summary>
    private static bool IsRandom(ReadOnlySpan<char> tail)
    {
        var (digits, letters, seen) = (0, 0, 0UL);
        foreach (var character in tail)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
            letters += char.IsAsciiLetter(character) ? 1 : 0;
            seen |= 1UL << (character & 63);
        }

        var isMixed = tail.IndexOfAnyInRange('A', 'Z') >= 0 && tail.IndexOfAnyInRange('a', 'z') >= 0;
        return System.Numerics.BitOperations.PopCount(seen) >= 8 && (digits > 0 || isMixed || letters >= 12);
    }

    private static int JwtEnd(string view, int start, int end)
    {
        var (to, parts) = (end, 1);
        while (to + 1 < view.Length && view[to] == '.' && IsPart(view[to + 1]))
        {
            to = WordEnd(view, to + 1);
            parts++;
        }

        var equals = view.AsSpan(end, to - end).IndexOf('=');
        to = equals > 0 ? end + equals : to;
        return parts >= 2 ? to : start;
    }

    private static int WordEnd(string view, int from)
    {
        while (from < view.Length && IsPart(view[from]))
        {
            from++;
        }

        return from;
    }
}
