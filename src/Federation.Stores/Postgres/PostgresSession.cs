using System.Globalization;
using Npgsql;

namespace Federation.Stores.Postgres;

/// <summary>How a store speaks with its server: encrypted, read-only, and with every setting fixed that could change
/// what a value looks like.</summary>
internal static class PostgresSession
{
    private const int ConnectSeconds = 15;
    private const int LockMilliseconds = 3_000;
    private const int GraceSeconds = 15;

    /// <summary>How many times the memory of a sort a table of hashes may take.</summary>
    private const int HashShare = 16;

    /// <summary>Makes the pool of a store's connections; it connects to nothing yet.</summary>
    /// <exception cref="StoreUnavailableException">The password file cannot be read.</exception>
    public static NpgsqlDataSource Pool(PostgresServer server, StoreOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Database = server.Database,
            Username = server.Username,
            Password = PasswordOf(server),
            SslMode = server.IsLocal ? SslMode.Prefer : SslMode.VerifyFull,
            RootCertificate = server.AuthorityFile,
            GssEncryptionMode = GssEncryptionMode.Disable,
            ApplicationName = "federation",
            Timeout = ConnectSeconds,
            CommandTimeout = options.StatementSecondsMax + GraceSeconds,
            Enlist = false,
            PersistSecurityInfo = false,
            Options = SettingsOf(options),
        };
        return new NpgsqlDataSourceBuilder(builder.ToString()).Build();
    }

    /// <summary>Neither compiling nor sorting for a join ever paid for these statements: they read a table whole.
    /// More memory for the sort of all records bought no time that could be told apart from chance; what is hashed may
    /// take more.</summary>
    private static string SettingsOf(StoreOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"-c default_transaction_read_only=on -c search_path=pg_catalog,pg_temp -c TimeZone=UTC -c DateStyle=ISO,YMD "
        + $"-c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1 -c lc_monetary=C "
        + $"-c standard_conforming_strings=on -c jit=off -c enable_mergejoin=off -c lock_timeout={LockMilliseconds} "
        + $"-c statement_timeout={options.StatementSecondsMax}s "
        + $"-c work_mem={Math.Clamp(options.MemoryMebibytes / 16 / HashShare, 4, 1024 / HashShare)}MB "
        + $"-c hash_mem_multiplier={HashShare}");

    private static string? PasswordOf(PostgresServer server)
    {
        try
        {
            return server.PasswordFile is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : null;
        }
        catch (IOException)
        {
            throw new StoreUnavailableException("The password file of the store cannot be read.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The password file of the store may not be read by this process.");
        }
    }
}
