using System.Net;
using Federation.Hosting.Configuration;
using Federation.Hosting.Links;

namespace Federation.Broker.Console;

/// <summary>The console of a broker; it is off where the configuration does not name it.</summary>
/// <param name="Listen">Where to serve, over HTTPS without client certificates.</param>
/// <param name="Members">Who may sign in. Nobody else gets beyond the sign-in page.</param>
/// <param name="SessionMinutes">How long a sign-in lasts.</param>
/// <param name="CertificateFile">A certificate for browsers, in PEM; null for the broker's own.</param>
/// <param name="CertificateKeyFile">Its key, in PEM.</param>
public sealed record ConsoleOptions(
    IPEndPoint Listen, IReadOnlyList<ConsoleMember> Members, int SessionMinutes, string? CertificateFile,
    string? CertificateKeyFile)
{
    private const string NamePattern = "[a-z0-9][a-z0-9-]{0,62}";
    private const string FingerprintPattern = "[0-9a-f]{64}";
    private const int MembersMax = 1_000;

    /// <summary>Reads the section <c>console</c>; null where there is none.</summary>
    public static ConsoleOptions? Read(YamlMap? map)
    {
        if (map is null)
        {
            return null;
        }

        var listen = ListenAddress.Read(map, "listen");
        var auditors = List(map, "auditors", one => new ConsoleMember(
            one.RequiredString("id", 63, NamePattern), one.RequiredString("fingerprint", 64, FingerprintPattern),
            Silo: null));
        var holders = List(map, "holders", one => new ConsoleMember(
            one.RequiredString("id", 63, NamePattern), one.RequiredString("fingerprint", 64, FingerprintPattern),
            one.RequiredString("silo", 63, NamePattern)));
        ConsoleMember[] members = [.. auditors, .. holders];
        if (members.Length == 0)
        {
            map.Reject("auditors", "nobody may sign in", "list an auditor's or a holder's key, or remove 'console'");
        }

        if (members.GroupBy(member => member.Fingerprint).Any(group => group.Count() > 1))
        {
            map.Reject("auditors", "a key is listed twice", "keep one of the two");
        }

        var options = new ConsoleOptions(
            listen, members, (int)map.OptionalInteger("sessionMinutes", 5, 1_440, 60),
            map.OptionalPath("certificate"), map.OptionalPath("certificateKey"));
        if (options.CertificateFile is null != (options.CertificateKeyFile is null))
        {
            map.Reject("certificate", "a certificate comes with its key", "write both or neither");
        }

        return options;
    }

    private static IReadOnlyList<ConsoleMember> List(YamlMap map, string key, Func<YamlMap, ConsoleMember> read) =>
        map.Has(key) ? map.RequiredList(key, 1, read, MembersMax) : [];
}
