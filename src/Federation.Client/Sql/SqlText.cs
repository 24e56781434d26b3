using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>The text being compiled: turns what the parser found into faults that point at a word.</summary>
internal sealed class SqlText(string text)
{
    /// <summary>What may be written, in one line: the end of every message.</summary>
    public const string Supported =
        "Supported: SELECT columns, HISTOGRAM(x, width), BINS(x, count), DATE_TRUNC('month', x) and COUNT(*), " +
        "COUNT(x), COUNT(DISTINCT x), SUM(x), AVG(x), VARIANCE(x), STDDEV(x), QUANTILE(x, 0.5), MEDIAN(x) " +
        "FROM one dataset " +
        "[WHERE conditions with = <> < <= > >= IN BETWEEN IS NULL AND OR NOT] [GROUP BY up to 4 columns or bins] " +
        "[HAVING conditions on measures] [ORDER BY columns and measures] [LIMIT n].";

    /// <summary>The text as written.</summary>
    public string Text { get; } = text;

    /// <summary>A fault at a part of the parsed text.</summary>
    public SqlFaultException Fault(TSqlFragment fragment, string problem) =>
        fragment.StartOffset < 0
            ? Fault(0, 0, problem)
            : Fault(fragment.StartOffset, fragment.FragmentLength, problem);

    /// <summary>A fault at a place of the text.</summary>
    /// <param name="offset">Where the word starts, from 0.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    public SqlFaultException Fault(int offset, int length, string problem)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        length = Math.Clamp(length, 0, Text.Length - offset);
        var before = Text.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var column = offset - (before.LastIndexOf('\n') + 1) + 1;
        var word = Text.Substring(offset, length);
        var lineEnd = word.IndexOf('\n', StringComparison.Ordinal);
        word = SqlFault.Shorten(lineEnd < 0 ? word : word[..lineEnd].TrimEnd('\r'));
        return new SqlFaultException(new SqlFault(line, column, word, $"{problem} {Supported}"));
    }
}
