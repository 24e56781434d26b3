namespace Federation.Curation.Detection;

/// <summary>Where something personal stands. Never holds the value.</summary>
/// <param name="Type">What it is, such as <c>EMAIL</c>.</param>
/// <param name="Start16">The first UTF-16 code unit.</param>
/// <param name="Length16">How many UTF-16 code units.</param>
public sealed record Finding(string Type, int Start16, int Length16);
