using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Federation.Audit;
using Federation.Cli.Shell;
using Federation.Sealing;

namespace Federation.Cli.Keys;

/// <summary>Makes keys and writes them, secrets readable by their owner alone. Never writes over a key.</summary>
internal static partial class KeyWriter
{
    private const int SelectionKeyLengthBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Writes the authority and the folder of each party.</summary>
    /// <param name="folder">Where to; may exist, but no authority in it.</param>
    /// <param name="federation">The name of the federation.</param>
    /// <param name="parties">Who gets keys.</param>
    /// <param name="days">For how many days the certificates are valid; 1 to 3,650.</param>
    /// <param name="time">The clock.</param>
    public static IReadOnlyList<KeySummary> Write(
        string folder, string federation, IReadOnlyList<KeyParty> parties, int days, TimeProvider time)
    {
        Check(folder, federation, parties, days);
        var now = time.GetUtcNow();
        var term = new CertificateTerm(now.AddMinutes(-5), now.AddDays(days));
        var authority = CertificateForge.CreateAuthority(federation, term);
        var authorityFolder = Path.Combine(folder, "authority");
        MakeFolder(authorityFolder);
        WritePublic(authorityFolder, "ca.pem", authority.CertificatePem);
        WriteSecret(authorityFolder, "ca.key", authority.PrivateKeyPem);
        return [.. parties.Select(party => WriteParty(folder, federation, party, authority, term))];
    }

    /// <summary>Makes a signing key in a file of its own, durably and whole; one that is there stays.</summary>
    /// <param name="path">The file.</param>
    public static void WriteSigningKey(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var temporary = path + ".tmp";
        File.Delete(temporary); // What a crash left of an earlier try.
        using (var key = SigningKey.Create())
        {
            Write(temporary, Line(key.ExportSeed()), OwnerOnly);
        }

        File.Move(temporary, path);
        DurableFolder.Sync(Path.GetDirectoryName(path)!);
    }

    private static void Check(string folder, string federation, IReadOnlyList<KeyParty> parties, int days)
    {
        if (!PartyIdentity.IsFederation(federation))
        {
            throw Wrong($"'{federation}' is no name of a federation: write it like demo.federation.");
        }

        if (days is < 1 or > 3_650)
        {
            throw Wrong("--days must be from 1 to 3650.");
        }

        if (parties.Count == 0)
        {
            throw Wrong("Name at least one party with --broker, --adapter, --trainer or --auditor.");
        }

        foreach (var party in parties)
        {
            if (!PartyId().IsMatch(party.Id))
            {
                throw Wrong($"'{party.Id}' is no id: it has 1 to 63 of a-z, 0-9 and '-', no '-' first.");
            }
        }

        if (parties.Distinct().Count() != parties.Count)
        {
            throw Wrong("A party is named twice.");
        }

        if (Directory.Exists(Path.Combine(folder, "authority")))
        {
            throw Wrong($"{folder} already holds an authority. Keys are never written over: choose another folder.");
        }
    }

    private static KeySummary WriteParty(
        string root, string federation, KeyParty party, ForgedCertificate authority, CertificateTerm term)
    {
        var role = PartyIdentity.NameOf(party.Role);
        var folder = Path.Combine(root, role, party.Id);
        MakeFolder(folder);
        var leaf = CertificateForge.Issue(
            authority, new PartyIdentity(federation, party.Role, party.Id), term, hosts: null);
        WritePublic(folder, "ca.pem", authority.CertificatePem);
        WritePublic(folder, "tls.pem", leaf.CertificatePem);
        WriteSecret(folder, "tls.key", leaf.PrivateKeyPem);
        using var signing = SigningKey.Create();
        WriteSecret(folder, "signing.key", Line(signing.ExportSeed()));
        var logVerifierKey = "";
        if (party.Role is PartyRole.Adapter or PartyRole.Broker)
        {
            using var log = SigningKey.Create();
            WriteSecret(folder, "log.key", Line(log.ExportSeed()));
            logVerifierKey = new NoteSigner($"{federation}/{role}/{party.Id}/audit", log).VerifierKey;
        }

        if (party.Role == PartyRole.Adapter)
        {
            WriteSecret(folder, "selection.key", Line(RandomNumberGenerator.GetBytes(SelectionKeyLengthBytes)));
        }

        if (party.Role == PartyRole.Trainer)
        {
            using var decryption = HpkePrivateKey.Generate();
            WriteSecret(folder, "hpke.key", decryption.ExportPem() + "\n");
        }

        WritePublic(folder, "public.yaml", $"""
            id: {party.Id}
            role: {role}
            fingerprint: {signing.Fingerprint}
            publicKey: {Convert.ToBase64String(signing.PublicKey)}
            logVerifierKey: "{logVerifierKey}"

            """);
        return new KeySummary(role, party.Id, signing.Fingerprint, logVerifierKey, folder);
    }

    /// <summary>Makes an Ed25519 key of its owner alone, durable; one that is there is never written over.</summary>
    internal static void WriteSeed(string folder, string name)
    {
        using var key = SigningKey.Create();
        WriteSecret(folder, name, Line(key.ExportSeed()));
    }

    private static string Line(byte[] secret) => Convert.ToBase64String(secret) + "\n";

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerFolder);
    }

    private static void WritePublic(string folder, string name, string text) =>
        Write(Path.Combine(folder, name), text, mode: null);

    private static void WriteSecret(string folder, string name, string text) =>
        Write(Path.Combine(folder, name), text, OwnerOnly);

    private static void Write(string path, string text, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static CommandException Wrong(string message) => new(ExitCodes.Usage, message);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex PartyId();
}
