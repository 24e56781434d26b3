using System.Globalization;
using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Looks at every word before anything is parsed: a closed list of words, at a bounded depth.</summary>
/// <remarks>
/// The parser knows a far larger language. What is not on the list never reaches it, so its recursion is bounded
/// and each foreign word gets a message of its own.
/// </remarks>
internal static class SqlWords
{
    private const int WordsMax = 8_192;
    private const int DepthMax = 32;

    private static readonly HashSet<TSqlTokenType> Known =
    [
        TSqlTokenType.Select, TSqlTokenType.From, TSqlTokenType.Where, TSqlTokenType.Group, TSqlTokenType.By,
        TSqlTokenType.And, TSqlTokenType.Or, TSqlTokenType.Not, TSqlTokenType.In, TSqlTokenType.Is, TSqlTokenType.Null,
        TSqlTokenType.Between, TSqlTokenType.Identifier, TSqlTokenType.QuotedIdentifier, TSqlTokenType.Integer,
        TSqlTokenType.Numeric, TSqlTokenType.AsciiStringLiteral, TSqlTokenType.UnicodeStringLiteral,
        TSqlTokenType.LeftParenthesis, TSqlTokenType.RightParenthesis, TSqlTokenType.Comma, TSqlTokenType.Star,
        TSqlTokenType.Dot, TSqlTokenType.Minus, TSqlTokenType.Plus, TSqlTokenType.Bang, TSqlTokenType.EqualsSign,
        TSqlTokenType.LessThan, TSqlTokenType.GreaterThan, TSqlTokenType.WhiteSpace, TSqlTokenType.EndOfFile,
        TSqlTokenType.AsciiStringOrQuotedIdentifier, TSqlTokenType.Having, TSqlTokenType.Order, TSqlTokenType.Asc,
        TSqlTokenType.Desc,
    ];

    private static readonly HashSet<string> ForeignIdentifiers =
        new(["LIMIT", "OFFSET", "FETCH", "WINDOW", "QUALIFY", "ILIKE", "REGEXP"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks the words and returns those that carry meaning, without one closing semicolon.</summary>
    /// <exception cref="SqlFaultException">A word is foreign, or there are too many of them.</exception>
    public static IReadOnlyList<TSqlParserToken> Check(SqlText text, IList<TSqlParserToken> tokens)
    {
        var words = tokens.Where(token => token.TokenType
            is not (TSqlTokenType.WhiteSpace or TSqlTokenType.EndOfFile)).ToList();
        if (words.Count > 0 && words[^1].TokenType == TSqlTokenType.Semicolon)
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count == 0)
        {
            throw text.Fault(0, 0, "There is no question in the text.");
        }

        var depth = 0;
        var prefixes = 0;
        foreach (var (index, word) in words.Index())
        {
            if (index >= WordsMax)
            {
                throw text.Fault(word.Offset, word.Text.Length, $"A question has at most {WordsMax} words.");
            }

            var isInsideCall = index > 1 && words[index - 1].TokenType == TSqlTokenType.LeftParenthesis
                && words[index - 2].TokenType == TSqlTokenType.Identifier;
            var isDistinct = word.TokenType == TSqlTokenType.Distinct && isInsideCall;
            if (!isDistinct && word != LimitOf(words)?.Word)
            {
                CheckKind(text, word, isFirst: index == 0);
            }

            depth += word.TokenType switch
            {
                TSqlTokenType.LeftParenthesis => 1,
                TSqlTokenType.RightParenthesis => -1,
                _ => 0,
            };
            prefixes = word.TokenType is TSqlTokenType.Not or TSqlTokenType.Minus or TSqlTokenType.Plus
                ? prefixes + 1
                : 0;
            if (depth > DepthMax || prefixes > DepthMax)
            {
                throw text.Fault(word.Offset, word.Text.Length, $"Conditions nest at most {DepthMax} deep.");
            }
        }

        return words;
    }

    /// <summary>The word LIMIT and the number behind it, where a question ends with them.</summary>
    public static (TSqlParserToken Word, TSqlParserToken Number)? LimitOf(IReadOnlyList<TSqlParserToken> words) =>
        words is [_, .., { TokenType: TSqlTokenType.Identifier } word, { TokenType: TSqlTokenType.Integer } number]
        && word.Text.Equals("LIMIT", StringComparison.OrdinalIgnoreCase) ? (word, number) : null;

    /// <summary>Refuses control characters, which a terminal or another reader might not show.</summary>
    public static void CheckCharacters(SqlText text)
    {
        foreach (var (offset, character) in text.Text.Index())
        {
            if (char.IsControl(character) && character is not ('\t' or '\r' or '\n'))
            {
                throw text.Fault(offset, 1, $"The control character U+{(int)character:X4} cannot stand in a question.");
            }
        }
    }

    private static void CheckKind(SqlText text, TSqlParserToken word, bool isFirst)
    {
        SqlFaultException Fault(string problem) => text.Fault(word.Offset, word.Text.Length, problem);
        var shown = SqlFault.Shorten(word.Text);
        if (isFirst && word.TokenType != TSqlTokenType.Select)
        {
            throw Fault($"A question starts with SELECT, not with '{shown}'.");
        }

        switch (word.TokenType)
        {
            case TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment:
                throw Fault("Comments are not supported.");
            case TSqlTokenType.Semicolon:
                throw Fault("Only one statement can be asked at a time.");
            case TSqlTokenType.Real or TSqlTokenType.HexLiteral or TSqlTokenType.Money:
                throw Fault($"'{shown}' is not a plain number: write digits with a point, such as 1000.5.");
            case TSqlTokenType.Variable:
                throw Fault($"'{shown}' is a variable: write the value itself.");
            case TSqlTokenType.Identifier or TSqlTokenType.QuotedIdentifier
                or TSqlTokenType.AsciiStringOrQuotedIdentifier:
                CheckName(text, word);
                break;
            case var kind when !Known.Contains(kind):
                throw Fault(word.Text.All(char.IsAsciiLetter)
                    ? $"'{shown}' is not supported. If it is the name of a column, write it in double quotes."
                    : $"'{shown}' is not supported.");
        }

        if (word.TokenType == TSqlTokenType.Identifier && ForeignIdentifiers.Contains(word.Text))
        {
            throw Fault($"'{shown}' is not supported. If it is the name of a column, write it in double quotes.");
        }
    }

    /// <summary>Refuses names that look like another name: hidden characters, wide letters, mixed alphabets.</summary>
    private static void CheckName(SqlText text, TSqlParserToken word)
    {
        if (word.Text.StartsWith('['))
        {
            throw text.Fault(word.Offset, word.Text.Length, "Write names in double quotes, not in square brackets.");
        }

        var isQuoted = word.TokenType != TSqlTokenType.Identifier;
        var hasLatin = false;
        var hasLookAlike = false;
        var offset = word.Offset;
        foreach (var rune in word.Text.EnumerateRunes())
        {
            if (!IsPlain(rune, isQuoted))
            {
                throw text.Fault(offset, rune.Utf16SequenceLength,
                    $"The character U+{rune.Value:X4} cannot stand in a name: it looks like another one or is hidden.");
            }

            hasLatin |= Rune.IsLetter(rune) && rune.Value < 0x250;
            hasLookAlike |= rune.Value is >= 0x370 and < 0x590 or >= 0x10A0 and < 0x1100 or >= 0x13A0 and < 0x1400;
            offset += rune.Utf16SequenceLength;
        }

        if (hasLatin && hasLookAlike)
        {
            throw text.Fault(word.Offset, word.Text.Length,
                $"'{SqlFault.Shorten(word.Text)}' mixes Latin letters with look-alikes of another alphabet.");
        }
    }

    private static bool IsPlain(Rune rune, bool isQuoted)
    {
        if (rune.IsAscii)
        {
            return isQuoted ? !Rune.IsControl(rune) : Rune.IsLetterOrDigit(rune) || rune.Value == '_';
        }

        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherPunctuation
            && rune.ToString().IsNormalized(NormalizationForm.FormKC);
    }
}
