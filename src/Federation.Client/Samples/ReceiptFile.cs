using System.Text.Json;
using Federation.Audit;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Client.Samples;

/// <summary>A receipt as a file: the sealed release in protobuf JSON, the silo, and the key of its log.</summary>
/// <param name="Silo">Who gave it.</param>
/// <param name="LogVerifierKey">The key of the log, as the signed catalogue named it.</param>
/// <param name="Release">The signed release and the proof.</param>
public sealed record ReceiptFile(string Silo, string LogVerifierKey, SealedRelease Release)
{
    /// <summary>Writes a receipt.</summary>
    public static byte[] Write(string silo, string logVerifierKey, SealedRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("silo", silo);
            writer.WriteString("logVerifierKey", logVerifierKey);
            writer.WritePropertyName("release");
            writer.WriteRawValue(JsonFormatter.Default.Format(release));
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Writes the broker's own proof: a receipt with no release of its own.</summary>
    public static byte[] Write(Verification.BrokerProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Write(proof.Silo, proof.LogVerifierKey, new SealedRelease { Receipt = proof.Receipt });
    }

    /// <summary>Whether it is the broker's own proof.</summary>
    public bool IsOfBroker => Release.Envelope is null && Release.Receipt is not null;

    /// <summary>The same receipt, with what led to the key of its log from another source: a receipt tells of the
    /// newest changes only.</summary>
    /// <param name="succession">The text of the log's public file <c>succession</c>.</param>
    public ReceiptFile WithSuccession(string succession)
    {
        var release = Release.Clone();
        if (TlogProof.TryParse(release.Receipt?.Proof ?? "", out var proof))
        {
            release.Receipt!.Proof = (proof with { Succession = succession }).Format();
        }

        return this with { Release = release };
    }

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="FederationException">The file holds something else.</exception>
    public static ReceiptFile Read(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new ReceiptFile(
                root.GetProperty("silo").GetString() ?? "",
                root.GetProperty("logVerifierKey").GetString() ?? "",
                JsonParser.Default.Parse<SealedRelease>(root.GetProperty("release").GetRawText()));
        }
        catch (JsonException)
        {
            throw NoReceipt();
        }
        catch (InvalidProtocolBufferException)
        {
            throw NoReceipt();
        }
        catch (KeyNotFoundException)
        {
            throw NoReceipt();
        }
        catch (InvalidOperationException)
        {
            throw NoReceipt();
        }
    }

    private static FederationException NoReceipt() =>
        new(FederationFaultKind.Unverified, "The file is no receipt of a release.");
}
