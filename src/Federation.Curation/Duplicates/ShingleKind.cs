namespace Federation.Curation.Duplicates;

/// <summary>What texts are compared by.</summary>
public enum ShingleKind
{
    /// <summary>
    /// Five words in a row, in lower case, whatever stands between them: for languages that write spaces.
    /// </summary>
    Words,

    /// <summary>Five characters in a row, without white space: for Chinese and Japanese.</summary>
    Characters,
}
