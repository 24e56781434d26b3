using System.Net;

namespace Federation.Stores;

/// <summary>A PostgreSQL server (11 or later, encoding UTF8) and the role that reads there.</summary>
/// <param name="Host">A name, an address, or the folder of a Unix socket, which begins with <c>/</c>.</param>
/// <param name="Port">The port, 1 to 65,535.</param>
/// <param name="Database">The database.</param>
/// <param name="Username">The role; it needs no right but to SELECT from the one table.</param>
/// <param name="PasswordFile">The file that holds the password; null where the server asks for none.</param>
/// <param name="AuthorityFile">The certificates that vouch for the server; null for those of the system.</param>
public sealed record PostgresServer(
    string Host, int Port, string Database, string Username, string? PasswordFile, string? AuthorityFile)
{
    /// <summary>Whether the way to the server stays on this machine; any other way must be TLS.</summary>
    public bool IsLocal => Host.StartsWith('/') || Host == "localhost"
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
