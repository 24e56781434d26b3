using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation.Privacy.Randomness;

/// <summary>Cryptographic randomness from the operating system, fetched in bulk; used bytes are cleared at
/// once.</summary>
/// <remarks>Not safe for concurrent use: one source per release.</remarks>
public sealed class SecureNoiseSource : INoiseSource, IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(BufferBytes, pinned: true); // Never copied by the GC.
    private int _usedBytes = BufferBytes;
    private bool _isDisposed;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public ulong NextWord()
    {
        if (_usedBytes == BufferBytes)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            RandomNumberGenerator.Fill(_buffer);
            _usedBytes = 0;
        }

        var slot = _buffer.AsSpan(_usedBytes, sizeof(ulong));
        var word = BinaryPrimitives.ReadUInt64LittleEndian(slot);
        BinaryPrimitives.WriteUInt64LittleEndian(slot, 0);
        _usedBytes += sizeof(ulong);
        return word;
    }

    /// <summary>Clears what was fetched and not used.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_buffer);
        _usedBytes = BufferBytes;
        _isDisposed = true;
    }
}
