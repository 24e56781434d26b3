namespace Federation.Client;

/// <summary>What kind of fault ended a call of the client.</summary>
public enum FederationFaultKind
{
    /// <summary>The profile or a key file cannot be used.</summary>
    Profile,

    /// <summary>A typed no: of the broker, or of every silo.</summary>
    Refused,

    /// <summary>A signature, digest, receipt, merge or stream does not verify. Nothing of it was handed out.</summary>
    Unverified,

    /// <summary>The broker cannot be reached, or did not answer in time.</summary>
    Unreachable,
}
