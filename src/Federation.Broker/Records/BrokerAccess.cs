namespace Federation.Broker.Records;

/// <summary>An access whose intent is durable. Nobody is asked without one.</summary>
public sealed class BrokerAccess
{
    internal BrokerAccess(string accessId) => AccessId = accessId;

    /// <summary>The id under which the log knows it, a UUIDv7 in text form.</summary>
    public string AccessId { get; }
}
