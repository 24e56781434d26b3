namespace Federation.Broker.Console;

/// <summary>Who may sign in to the console.</summary>
/// <param name="Id">A name for people.</param>
/// <param name="Fingerprint">The fingerprint of the key that signs in.</param>
/// <param name="Silo">The silo that a holder sees; null for an auditor, who sees all.</param>
public sealed record ConsoleMember(string Id, string Fingerprint, string? Silo)
{
    /// <summary>Whether it sees all accesses.</summary>
    public bool IsAuditor => Silo is null;
}
