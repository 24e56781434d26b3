using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Federation.Curation.Quality;

namespace Federation.Curation.Text;

/// <summary>
/// The key under which texts that say the same are one: those whose characters are the same, but for white space.
/// </summary>
/// <remarks>Half of a cryptographic digest: nobody can write another text of the same key.</remarks>
internal sealed class TextKey
{
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
    private char[] _folded = [];

    /// <summary>The key of a text. Not for several threads at once.</summary>
    public UInt128 Of(ReadOnlySpan<char> text)
    {
        if (_folded.Length < text.Length)
        {
            _folded = new char[Math.Max(text.Length, 2 * _folded.Length)];
        }

        var length = 0;
        foreach (var character in text)
        {
            if (!Lines.IsSpace(character))
            {
                _folded[length++] = character;
            }
            else if (length > 0 && _folded[length - 1] != ' ')
            {
                _folded[length++] = ' ';
            }
        }

        length -= length > 0 && _folded[length - 1] == ' ' ? 1 : 0;
        SHA256.HashData(MemoryMarshal.AsBytes(_folded.AsSpan(0, length)), _digest);
        return MemoryMarshal.Read<UInt128>(_digest);
    }
}
