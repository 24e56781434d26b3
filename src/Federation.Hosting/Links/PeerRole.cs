namespace Federation.Hosting.Links;

/// <summary>What a certificate lets its holder be on a link. It opens links only; agreements pin keys.</summary>
public enum PeerRole
{
    /// <summary>Speaks for a silo.</summary>
    Adapter,

    /// <summary>Routes between trainers and adapters.</summary>
    Broker,

    /// <summary>Asks for statistics and samples.</summary>
    Trainer,

    /// <summary>Reads audit logs.</summary>
    Auditor,
}
