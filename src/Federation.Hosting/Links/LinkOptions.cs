using System.Net;
using Federation.Hosting.Configuration;

namespace Federation.Hosting.Links;

/// <summary>Where a process listens and with which certificate it opens links.</summary>
/// <param name="Listen">The address and port to listen on; port 0 takes a free one.</param>
/// <param name="AuthorityPath">The authority's certificate, PEM. The authority's key is never here.</param>
/// <param name="CertificatePath">The process's own certificate, PEM.</param>
/// <param name="KeyPath">The key of that certificate, PEM.</param>
/// <param name="ConnectionsMax">The most connections at a time.</param>
public sealed record LinkOptions(
    IPEndPoint Listen, string AuthorityPath, string CertificatePath, string KeyPath, int ConnectionsMax)
{
    /// <summary>Reads the section <c>link</c>: <c>listen</c>, <c>authority</c>, <c>certificate</c>, <c>key</c> and
    /// optionally <c>connectionsMax</c>. Faults are collected in the file's reader.</summary>
    public static LinkOptions Read(YamlMap section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new LinkOptions(
            ListenAddress.Read(section, "listen"),
            RequiredFile(section, "authority"),
            RequiredFile(section, "certificate"),
            RequiredFile(section, "key"),
            (int)section.OptionalInteger("connectionsMax", 1, 100_000, fallback: 1_000));
    }

    private static string RequiredFile(YamlMap section, string key)
    {
        var path = section.RequiredPath(key);
        if (section.Has(key) && !File.Exists(path))
        {
            section.Reject(
                key, $"there is no file '{path}'", "make keys with 'federation keys init', or mend the path");
        }

        return path;
    }
}
