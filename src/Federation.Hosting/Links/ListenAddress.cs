using System.Diagnostics.CodeAnalysis;
using System.Net;
using Federation.Hosting.Configuration;

namespace Federation.Hosting.Links;

/// <summary>Reads where a host serves.</summary>
public static class ListenAddress
{
    /// <summary>Reads an address and a port, such as <c>127.0.0.1:7443</c>.</summary>
    public static IPEndPoint Read(YamlMap map, string key)
    {
        ArgumentNullException.ThrowIfNull(map);
        var text = map.RequiredString(key);
        if (TryParse(text, out var address))
        {
            return address;
        }

        map.Reject(key, $"'{text}' is not an address and a port", "write it like 127.0.0.1:7443");
        return new IPEndPoint(IPAddress.Loopback, 0);
    }

    /// <summary>Reads an address from its text; false where it has no port.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IPEndPoint.TryParse(text, out address) && text.Contains(':', StringComparison.Ordinal);
    }
}
