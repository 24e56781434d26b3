using System.Buffers.Binary;
using System.Security.Cryptography;
using Federation.Adapter.Budgets;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Adapter.Samples;

/// <summary>
/// Encrypts each chunk to the key in the trainer's signed request (HPKE base mode, RFC 9180), with a fresh key.
/// </summary>
public sealed class ChunkEncryptor(string silo)
{
    private static readonly byte[] Info = "fedgw/sample-chunk/v1"u8.ToArray();

    /// <summary>Encrypts a batch as the chunk of a number.</summary>
    public EncryptedChunk Encrypt(FundedSample funded, FilteredBatch batch, int chunkNumber)
    {
        ArgumentNullException.ThrowIfNull(funded);
        ArgumentNullException.ThrowIfNull(batch);
        var permitted = funded.Permitted;
        var request = permitted.Request;
        var associatedData = AssociatedData(request.Digest, chunkNumber);
        var (encapsulatedKey, ciphertext) = Hpke.Seal(
            request.Body.EncryptionKey.Span, Info, associatedData, batch.Records.ToByteArray());
        var header = new SampleChunk
        {
            Silo = silo,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            ChunkNumber = chunkNumber,
            RecordsCount = batch.Records.Records.Count,
            EncapsulatedKey = ByteString.CopyFrom(encapsulatedKey),
            CiphertextDigest = ByteString.CopyFrom(SHA256.HashData(ciphertext)),
            CiphertextLengthBytes = ciphertext.Length,
            AccessId = funded.AccessId,
            Lineage = permitted.Policy.Shape.Lineage,
            Epoch = permitted.Policy.Shape.Epoch,
        };
        header.Columns.Add(permitted.Columns.Select(column => column.Name));
        return new EncryptedChunk(funded, header, ciphertext);
    }

    /// <summary>
    /// What binds a ciphertext to its request and its place: request digest ‖ chunk number, big-endian.
    /// </summary>
    private static byte[] AssociatedData(byte[] requestDigest, int chunkNumber)
    {
        var data = new byte[requestDigest.Length + sizeof(int)];
        requestDigest.CopyTo(data, 0);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(requestDigest.Length), chunkNumber);
        return data;
    }
}
