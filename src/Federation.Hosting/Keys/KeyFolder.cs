using System.Net;
using Federation.Hosting.Configuration;
using Federation.Hosting.Links;
using Federation.Sealing;
using LinkOptions = Federation.Hosting.Links.LinkOptions;

namespace Federation.Hosting.Keys;

/// <summary>
/// The keys of one party, as <c>federation keys init</c> writes them: one file a key, readable by its owner alone.
/// </summary>
public sealed class KeyFolder
{
    private readonly string _path;

    private KeyFolder(string path) => _path = path;

    /// <summary>Reads the folder that a configuration names; what is missing is a fault of the configuration.</summary>
    /// <param name="map">The configuration.</param>
    /// <param name="key">Its key that holds the path.</param>
    /// <param name="files">The files that this party needs.</param>
    public static KeyFolder Read(YamlMap map, string key, params IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(files);
        var path = map.RequiredPath(key);
        foreach (var file in files.Where(file => map.Has(key) && !File.Exists(Path.Combine(path, file))))
        {
            map.Reject(
                key, $"there is no file '{Path.Combine(path, file)}'",
                "make keys with 'federation keys init', or mend the path");
        }

        return new KeyFolder(path);
    }

    /// <summary>Where to listen and with which certificate.</summary>
    public LinkOptions LinksAt(IPEndPoint listen, int connectionsMax) => new(
        listen, FileOf("ca.pem"), FileOf("tls.pem"), FileOf("tls.key"), connectionsMax);

    /// <summary>The certificate for calls and the authority to check others with.</summary>
    public LinkCredentials Credentials(TimeProvider time) =>
        LinkCredentials.Load(LinksAt(new IPEndPoint(IPAddress.Loopback, 0), connectionsMax: 1), time);

    /// <summary>An Ed25519 key from a file that holds its seed in base64.</summary>
    /// <exception cref="InvalidDataException">The file holds no such key.</exception>
    public SigningKey SigningKey(string file) => Sealing.SigningKey.FromSeed(Secret(file));

    /// <summary>32 secret bytes from a file that holds them in base64.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public byte[] Secret(string file)
    {
        var bytes = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(FileOf(file)).Trim(), bytes, out var length) && length == 32
            ? bytes
            : throw new InvalidDataException(
                $"'{FileOf(file)}' must hold 32 bytes in base64. Make it again with 'federation keys init'.");
    }

    /// <summary>Where a file of it lies.</summary>
    public string FileOf(string name) => Path.Combine(_path, name);
}
