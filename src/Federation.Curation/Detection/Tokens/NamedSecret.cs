namespace Federation.Curation.Detection.Tokens;

/// <summary>Passwords, keys and tokens by what they are called: a name, a colon or the like, a value.</summary>
internal sealed class NamedSecret(string view, List<Hit> hits)
{
    private const int LookedAtMax = 128;

    private static readonly System.Buffers.SearchValues<char> Marks = System.Buffers.SearchValues.Create("!@#$%^*");

    private static readonly System.Buffers.SearchValues<char> NotInValue =
        System.Buffers.SearchValues.Create("\"'`<>&,{}(=");

    private static readonly string[] Placeholders =
        ["null", "none", "true", "false", "required", "your", "example", "xxxx", "****", "changeme", "undefined",
            "string"];

    private int _runEnd;

    /// <summary>Looks at what follows a Latin name.</summary>
    /// <returns>Where to look on.</returns>
    public int FindLatin(int at)
    {
        var i = at + 2;
        while (i < view.Length && (char.IsAsciiLetterOrDigit(view[i]) || view[i] is '_' or '-'))
        {
            i++;
        }

        AddAfter(i, isChinese: false);
        return i;
    }

    /// <summary>Looks at what follows 密码, 口令, 密钥, 秘钥 and 私钥, at the character that tells them.</summary>
    public void FindChinese(int at)
    {
        var next = at + 1 < view.Length ? view[at + 1] : ' ';
        var length = (view[at], next) switch
        {
            ('密', '码' or '碼' or '钥' or '鑰') => 2,
            ('口', '令') => 2,
            ('钥' or '鑰', _) when at > 0 && view[at - 1] is '秘' or '私' => 1,
            _ => 0,
        };
        if (length > 0)
        {
            AddAfter(at + length, isChinese: true);
        }
    }

    private void AddAfter(int from, bool isChinese)
    {
        var (i, hasSign) = (from, false);
        while (i < view.Length && i - from < 8)
        {
            var isSign = view[i] is ':' or '=' || (isChinese && view[i] is '是' or '为' or '為');
            hasSign |= isSign;
            if (!isSign && view[i] is not (' ' or '"' or '\'' or '`' or '>' or '['))
            {
                break;
            }

            i++;
        }

        if (!hasSign && view.AsSpan(i).StartsWith("is ", StringComparison.OrdinalIgnoreCase))
        {
            (i, hasSign) = (i + 3, true);
        }

        if (!hasSign && !isChinese && view.AsSpan(i).StartsWith("bearer ", StringComparison.OrdinalIgnoreCase))
        {
            (i, hasSign) = (i + 7, true);
        }

        var end = RunEnd(i);
        while (end > i && end < view.Length && view[end] == '=')
        {
            end++; // Base64 is filled up with equals signs.
        }

        while (end > i && view[end - 1] is '.' or ',' or ')' or ']' or ';' or '!' or '?')
        {
            end--;
        }

        if (IsSecret(view.AsSpan(i, Math.Min(end - i, LookedAtMax)), hasSign))
        {
            hits.Add(new Hit(PiiType.Secret, i, end - i, "secret-named", Hit.Likely));
        }
    }

    /// <summary>The end of the run of value characters around a place; each run is walked once.</summary>
    private int RunEnd(int start)
    {
        if (start >= _runEnd)
        {
            _runEnd = start;
            while (_runEnd < view.Length && IsPart(view[_runEnd]))
            {
                _runEnd++;
            }
        }

        return Math.Max(start, _runEnd);
    }

    /// <summary>With a sign between, a value of some length with a digit or a mark; without, a random one.</summary>
    private static bool IsSecret(ReadOnlySpan<char> value, bool hasSign)
    {
        var (digits, letters) = (0, 0);
        foreach (var character in value)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
            letters += char.IsAsciiLetter(character) ? 1 : 0;
        }

        var marks = value.Length - digits - letters;
        var isSecret = hasSign
            ? (value.Length >= 6 && digits > 0 && marks < value.Length / 2)
                || (value.Length >= 8 && letters > 3 && value.IndexOfAny(Marks) >= 0)
                || (value.Length >= 20 && letters == value.Length)
            : value.Length >= 8 && digits >= 2 && letters >= 2 && marks <= value.Length / 4;
        return isSecret && !HoldsPlaceholder(value);
    }

    private static bool HoldsPlaceholder(ReadOnlySpan<char> value)
    {
        foreach (var placeholder in Placeholders)
        {
            if (value.Contains(placeholder, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char character) =>
        character is > ' ' and <= '~' && !NotInValue.Contains(character);
}
