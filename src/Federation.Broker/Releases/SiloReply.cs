using Federation.Hosting.Errors;

namespace Federation.Broker.Releases;

/// <summary>What came of asking one silo.</summary>
internal sealed record SiloReply(string Silo, VerifiedRelease? Release, Refusal? Refusal);
