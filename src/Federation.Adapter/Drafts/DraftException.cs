namespace Federation.Adapter.Drafts;

/// <summary>No policy can be drafted; the message says why and what to do.</summary>
public sealed class DraftException(string message) : Exception(message);
