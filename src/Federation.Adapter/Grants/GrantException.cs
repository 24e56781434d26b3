namespace Federation.Adapter.Grants;

/// <summary>An agreement cannot be added; the message says why and what to do. The policy file is as it was.</summary>
public sealed class GrantException(string message) : Exception(message);
