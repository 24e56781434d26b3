namespace Federation.Hosting.Configuration;

/// <summary>A piece of a document and the line it starts on. The subset of YAML that configuration may use.</summary>
internal abstract record YamlNode(int Line);

internal sealed record ScalarNode(int Line, string Text, bool IsQuoted) : YamlNode(Line)
{
    /// <summary>True for a key without a value, and for the ways in which YAML spells nothing.</summary>
    public bool IsEmpty => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record ListNode(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

internal sealed record MapNode(int Line, IReadOnlyList<MapEntry> Entries) : YamlNode(Line);

internal sealed record MapEntry(string Key, int Line, YamlNode Value);
