using System.Diagnostics.CodeAnalysis;

namespace Federation.Sealing;

/// <summary>Why a certificate that a peer showed is refused.</summary>
public enum PeerFault
{
    /// <summary>The peer showed none.</summary>
    Missing,

    /// <summary>It does not lead to an authority of the federation, or its chain is broken.</summary>
    Untrusted,

    /// <summary>It is not valid yet or no longer.</summary>
    OutOfTerm,

    /// <summary>It is not meant for both ends of a link.</summary>
    WrongPurpose,

    /// <summary>It names no party of a federation, or more than one.</summary>
    NoIdentity,

    /// <summary>It names a party of another federation.</summary>
    OtherFederation,
}

/// <summary>What became of checking a peer's certificate: an identity or a fault, never both.</summary>
public sealed record PeerCheck
{
    private PeerCheck(PartyIdentity? identity, PeerFault? fault) => (Identity, Fault) = (identity, fault);

    /// <summary>Who the peer is, where the certificate is good.</summary>
    public PartyIdentity? Identity { get; }

    /// <summary>Why it is refused, where it is not.</summary>
    public PeerFault? Fault { get; }

    /// <summary>Whether the certificate is good.</summary>
    [MemberNotNullWhen(true, nameof(Identity))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsTrusted => Identity is not null;

    internal static PeerCheck Trusted(PartyIdentity identity) => new(identity, null);

    internal static PeerCheck Refused(PeerFault fault) => new(null, fault);
}
