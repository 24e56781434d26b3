using System.Security.Cryptography;

namespace Federation.Audit;

/// <summary>
/// Random bytes for blinds and salts, many from one call of the system's generator: a call takes as long for a thousand
/// bytes as for sixteen. What was handed out is wiped here; each thread has its own.
/// </summary>
public static class FreshBytes
{
    private const int BufferLengthBytes = 1024;

    [ThreadStatic]
    private static byte[]? _buffer;

    [ThreadStatic]
    private static int _leftBytes;

    /// <summary>Bytes that nobody else gets, from the system's cryptographic generator.</summary>
    /// <param name="lengthBytes">How many; 0 to 1,024.</param>
    public static byte[] Take(int lengthBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthBytes, BufferLengthBytes);
        _buffer ??= new byte[BufferLengthBytes];
        if (_leftBytes < lengthBytes)
        {
            RandomNumberGenerator.Fill(_buffer);
            _leftBytes = BufferLengthBytes;
        }

        _leftBytes -= lengthBytes;
        var taken = _buffer.AsSpan(_leftBytes, lengthBytes);
        var bytes = taken.ToArray();
        taken.Clear();
        return bytes;
    }
}
