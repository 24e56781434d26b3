using Federation.Sealing;

namespace Federation.Cli.Keys;

/// <summary>A party that gets keys.</summary>
/// <param name="Role">What it is on a link.</param>
/// <param name="Id">Its name.</param>
internal sealed record KeyParty(PartyRole Role, string Id);

/// <summary>What was made for a party; nothing secret.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Id">Its name.</param>
/// <param name="Fingerprint">The fingerprint of its signing key.</param>
/// <param name="LogVerifierKey">The key of its audit log; empty where it keeps none.</param>
/// <param name="Folder">Where its keys lie.</param>
internal sealed record KeySummary(string Role, string Id, string Fingerprint, string LogVerifierKey, string Folder);
