using System.Buffers;

namespace Federation.Curation.Detection.Tokens;

/// <summary>WeChat and QQ accounts: beside a word that names them, and what begins with <c>wxid_</c>.</summary>
internal static class Accounts
{
    private const int WeChatMin = 5;
    private const int WeChatMax = 20;

    private static readonly SearchValues<char> Between = SearchValues.Create(" :=-_.号號码碼群是为為帐账()[]也就我的加联系\u300c\"");
    private static readonly SearchValues<char> BeforeAccount =
        SearchValues.Create(" :=号號是为為([\u300c\"帐账加我,-./~同也");

    private static readonly string[] QqWords = ["qq", "扣扣", "企鹅", "q号", "q q", "球球", "抠抠", "腾讯号"];

    /// <summary>Looks at what follows a Latin word for WeChat.</summary>
    /// <returns>Where to look on.</returns>
    public static int FindLatin(string view, int at, List<Hit> hits)
    {
        var isFree = at == 0 || !char.IsAsciiLetterOrDigit(view[at - 1]);
        if (view.AsSpan(at).StartsWith("wxid_", StringComparison.OrdinalIgnoreCase))
        {
            var end = IdEnd(view, at);
            if (isFree && end - at > 8)
            {
                hits.Add(new Hit(PiiType.WeChat, at, end - at, "wxid", Hit.Certain));
            }

            return Math.Max(end, at + 5);
        }

        var length = view.AsSpan(at).StartsWith("we", StringComparison.OrdinalIgnoreCase) ? 6 : 2;
        var after = at + length;
        if (isFree && (after == view.Length || !char.IsAsciiLetterOrDigit(view[after])))
        {
            AddAfter(view, after, hits);
        }

        return after;
    }

    /// <summary>Looks at what follows 信 where it ends a Chinese word for WeChat.</summary>
    public static void FindChinese(string view, int at, List<Hit> hits)
    {
        var before = at > 1 && view[at - 1] == ' ' ? view[at - 2] : at > 0 ? view[at - 1] : ' ';
        if (before is '微' or '威' or '薇' or '維' or '维' or 'V' or 'v')
        {
            AddAfter(view, at + 1, hits);
        }
    }

    /// <summary>Looks whether a word of digits is a QQ number.</summary>
    public static void FindQq(string view, int start, int end, List<Hit> hits)
    {
        var digits = start;
        while (digits < end && char.IsAsciiLetter(view[digits]))
        {
            digits++;
        }

        var isLabelled = digits > start && view.AsSpan(start, digits - start) is "qq" or "QQ" or "Qq" or "Q" or "q";
        if (digits == view.Length || view[digits] == '0' || (digits > start && !isLabelled))
        {
            return;
        }

        var to = digits;
        while (to < view.Length && (char.IsAsciiDigit(view[to])
            || (view[to] is ' ' or '-' && to + 1 < view.Length && char.IsAsciiDigit(view[to + 1]) && to - digits < 14)))
        {
            to++;
        }

        var account = view.AsSpan(digits, to - digits);
        var count = account.Length - account.Count(' ') - account.Count('-');
        if (count is < 5 or > 11 || (to < view.Length && char.IsAsciiLetter(view[to])))
        {
            return;
        }

        if (isLabelled || IsNamedQq(view, digits))
        {
            hits.Add(new Hit(PiiType.Qq, digits, to - digits, "qq", Hit.Likely));
        }
    }

    /// <summary>The word ends within a few characters, with nothing but marks and short words between.</summary>
    private static bool IsNamedQq(string view, int digits)
    {
        var from = Math.Max(0, digits - 10);
        var before = view.AsSpan(from, digits - from);
        if (!HoldsMark(before))
        {
            return false;
        }

        foreach (var word in QqWords)
        {
            var at = before.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && before[(at + word.Length)..].IndexOfAnyExcept(Between) < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of the characters is there that each word for QQ has.</summary>
    private static bool HoldsMark(ReadOnlySpan<char> before)
    {
        foreach (var character in before)
        {
            if (character is 'q' or 'Q' or '扣' or '企' or '球' or '抠' or '腾')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Passes over 号, ID, colons and the like, and takes what then begins an account.</summary>
    private static void AddAfter(string view, int from, List<Hit> hits)
    {
        var i = from;
        while (i < view.Length && i - from < 10)
        {
            if (BeforeAccount.Contains(view[i]))
            {
                i++;
            }
            else if (view.AsSpan(i).StartsWith("id", StringComparison.OrdinalIgnoreCase)
                && (i + 2 == view.Length || !char.IsAsciiLetterOrDigit(view[i + 2])))
            {
                i += 2;
            }
            else
            {
                break;
            }
        }

        var end = IdEnd(view, i);
        var account = view.AsSpan(i, end - i);
        if (account.Length is < WeChatMin or > WeChatMax || !IsAccount(account))
        {
            return;
        }

        hits.Add(new Hit(PiiType.WeChat, i, end - i, "wechat", Hit.Likely));
    }

    /// <summary>Begins with a letter and is no mere word, or is a number as long as QQ's.</summary>
    private static bool IsAccount(ReadOnlySpan<char> account)
    {
        var hasMark = account.IndexOfAnyInRange('0', '9') >= 0 || account.IndexOfAny('_', '-') > 0;
        return char.IsAsciiLetter(account[0])
            ? hasMark || account.Length >= 6
            : account.IndexOfAnyExceptInRange('0', '9') < 0 && account[0] != '0' && account.Length <= 11;
    }

    private static int IdEnd(string view, int start)
    {
        var end = start;
        while (end < view.Length && end - start <= 40
            && (char.IsAsciiLetterOrDigit(view[end]) || view[end] is '_' or '-'))
        {
            end++;
        }

        while (end > start && view[end - 1] is '-' or '_')
        {
            end--;
        }

        return end;
    }
}
