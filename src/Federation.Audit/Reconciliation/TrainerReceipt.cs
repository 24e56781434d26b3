namespace Federation.Audit;

/// <summary>What a trainer holds: an entry, the proof that it is on a log, and what the release says.</summary>
/// <param name="Name">What to call it: the file that it was read from.</param>
/// <param name="Entry">The entry's bytes as logged.</param>
/// <param name="Proof">The C2SP tlog-proof over it.</param>
/// <param name="LogVerifierKey">The key of the log, as the trainer knows it.</param>
/// <param name="ReleaseDigest">SHA-256 of the signed release that the entry records; empty for a broker's proof, whose
/// entry names the releases of many silos.</param>
/// <param name="Cost">What the release states that it cost; unknown for samples.</param>
public sealed record TrainerReceipt(
    string Name, ReadOnlyMemory<byte> Entry, string Proof, string LogVerifierKey, ReadOnlyMemory<byte> ReleaseDigest,
    LoggedCost Cost);
