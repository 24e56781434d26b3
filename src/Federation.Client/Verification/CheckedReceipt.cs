namespace Federation.Client.Verification;

/// <summary>What a receipt says once it was checked.</summary>
/// <param name="Silo">Who released.</param>
/// <param name="PayloadType">What was released.</param>
/// <param name="AccessId">The access id under which the log knows it.</param>
/// <param name="Fingerprint">The fingerprint of the key that signed it.</param>
/// <param name="Log">The name of the log.</param>
/// <param name="Index">The index of the entry.</param>
public sealed record CheckedReceipt(
    string Silo, string PayloadType, string AccessId, string Fingerprint, string Log, long Index);
