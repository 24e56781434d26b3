using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>Decrypts the messages that one <see cref="HpkeSender"/> sealed, in the order it sealed them.</summary>
public sealed class HpkeReceiver : IDisposable
{
    private readonly HpkeContext _context;

    internal HpkeReceiver(HpkeContext context) => _context = context;

    /// <summary>Decrypts the next message. One that fails does not count: the right one can still follow.</summary>
    /// <exception cref="CryptographicException">Altered, out of order, or sealed to another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext) =>
        _context.Open(associatedData, ciphertext);

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();
}
