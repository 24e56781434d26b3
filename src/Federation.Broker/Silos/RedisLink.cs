using System.Net;
using StackExchange.Redis;

namespace Federation.Broker.Silos;

/// <summary>How the broker links to a Redis: never waiting for one that is down.</summary>
public static class RedisLink
{
    private const int TimeoutMs = 250;

    /// <summary>Reads <c>host:port</c>, with options of StackExchange.Redis behind it.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static ConfigurationOptions Parse(string text)
    {
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = TimeoutMs;
        options.AsyncTimeout = TimeoutMs;
        return options;
    }

    /// <summary>Whether the text names at least one host, each with its port.</summary>
    public static bool IsValid(string text)
    {
        try
        {
            var ends = ConfigurationOptions.Parse(text).EndPoints;
            return ends.Count > 0 && ends.All(end =>
                end is IPEndPoint { Port: > 0 } or DnsEndPoint { Port: > 0, Host.Length: > 0 });
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
