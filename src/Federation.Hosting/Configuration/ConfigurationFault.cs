namespace Federation.Hosting.Configuration;

/// <summary>One thing that is wrong with a configuration file, and how to mend it.</summary>
/// <param name="File">The file, as the reader was told its name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="What">What is wrong, for a person, without a closing full stop.</param>
/// <param name="Fix">What to write instead, without a closing full stop.</param>
public sealed record ConfigurationFault(string File, int Line, string What, string Fix)
{
    /// <summary>The form that editors and terminals can jump to: <c>file:line: what. Fix: …</c></summary>
    public override string ToString() => $"{File}:{Line}: {What}. Fix: {Fix}{(Fix.EndsWith('?') ? "" : ".")}";
}
