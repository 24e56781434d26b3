using System.Text.Json;
using Federation.Audit;
using Federation.Broker.Records;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Broker.Console.Proofs;

/// <summary>Reads entries, proves each by a fresh proof as a stranger would check it, and gives them away with
/// it.</summary>
public sealed class EntryProver(BrokerLog log)
{
    /// <summary>An entry with its proof checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such entry.</exception>
    /// <exception cref="AuditLogUnavailableException">The log cannot sign any more.</exception>
    public async Task<ProvenEntry> ProveAsync(long index, CancellationToken cancellationToken)
    {
        var bytes = await log.Log.ReadAsync(index, cancellationToken);
        var verdict = TlogProof.Verify(log.Log.Prove(index), bytes, log.Log.VerifierKey);
        return new ProvenEntry(index, EntryBytes.TryRead(bytes), verdict);
    }

    /// <summary>A receipt as a file, in the form in which trainers keep a broker's own proof: entry, proof and the key
    /// to check it with. <c>federation audit receipt</c> verifies it offline.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such entry.</exception>
    /// <exception cref="AuditLogUnavailableException">The log cannot sign any more.</exception>
    public async Task<byte[]> WriteReceiptAsync(long index, CancellationToken cancellationToken)
    {
        var receipt = new Receipt
        {
            Entry = ByteString.CopyFrom(await log.Log.ReadAsync(index, cancellationToken)),
            Proof = log.Log.Prove(index),
        };
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("silo", log.Log.Origin.Split('/') is [_, var role, var id, ..] ? $"{role}/{id}" : "");
            writer.WriteString("logVerifierKey", log.Log.VerifierKey);
            writer.WritePropertyName("release");
            writer.WriteStartObject();
            writer.WritePropertyName("receipt");
            writer.WriteRawValue(JsonFormatter.Default.Format(receipt));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
