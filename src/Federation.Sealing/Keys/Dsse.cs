using System.Globalization;
using System.Text;

namespace Federation.Sealing;

/// <summary>Signatures over a typed payload, as the DSSE protocol v1 defines them (secure-systems-lab/dsse).</summary>
public static class Dsse
{
    /// <summary>What is signed: <c>"DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload</c>.</summary>
    public static byte[] Pae(string payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(payloadType);
        var head = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "));
        var encoded = new byte[head.Length + payload.Length];
        head.CopyTo(encoded, 0);
        payload.CopyTo(encoded.AsSpan(head.Length));
        return encoded;
    }

    /// <summary>Signs a payload of a type; 64 bytes.</summary>
    public static byte[] Sign(SigningKey key, string payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Sign(Pae(payloadType, payload));
    }

    /// <summary>Whether the signature is the key's over this payload of this type.</summary>
    public static bool Verify(
        VerifyKey key, string payloadType, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Verify(Pae(payloadType, payload), signature);
    }
}
