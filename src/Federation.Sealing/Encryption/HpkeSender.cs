namespace Federation.Sealing;

/// <summary>Encrypts messages to one public key under one encapsulated key, each with the next nonce.</summary>
public sealed class HpkeSender : IDisposable
{
    private readonly HpkeContext _context;

    internal HpkeSender(byte[] encapsulatedKey, HpkeContext context) =>
        (EncapsulatedKey, _context) = (encapsulatedKey, context);

    /// <summary>What the receiver needs to derive the same keys, 65 bytes. Sent once, in the clear.</summary>
    public byte[] EncapsulatedKey { get; }

    /// <summary>Encrypts the next message of the stream; the result is 16 bytes longer.</summary>
    /// <param name="associatedData">What the receiver must know, unencrypted, for the message to open.</param>
    /// <param name="plaintext">The message.</param>
    public byte[] Seal(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext) =>
        _context.Seal(associatedData, plaintext);

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();
}
