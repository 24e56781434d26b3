using System.Text;
using Federation.Audit;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Adapter.Slices;

/// <summary>A slice as a file: signed by the home of its lineage, with the proof that it is debited there.</summary>
internal static class SliceFile
{
    private const int LengthBytesMax = 64 * 1024;

    /// <summary>The slice as text, in the JSON form of protobuf.</summary>
    public static string Format(SealedSlice slice) => JsonFormatter.Default.Format(slice) + "\n";

    /// <summary>Reads a slice and checks all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="home">The pinned fingerprint of the home's signing key.</param>
    /// <param name="logKey">The pinned verifier key of the home's log.</param>
    /// <returns>The slice, or what is wrong with the file, as the end of a sentence.</returns>
    public static (BudgetSlice? Slice, string Problem) Read(string path, string home, string logKey)
    {
        SealedSlice file;
        try
        {
            if (new FileInfo(path).Length > LengthBytesMax)
            {
                return (null, "is too long for a slice");
            }

            file = JsonParser.Default.Parse<SealedSlice>(File.ReadAllText(path, Encoding.UTF8));
        }
        catch (InvalidJsonException)
        {
            return (null, "is no slice");
        }
        catch (InvalidProtocolBufferException)
        {
            return (null, "is no slice");
        }
        catch (IOException)
        {
            return (null, "cannot be read");
        }
        catch (UnauthorizedAccessException)
        {
            return (null, "may not be read by this process");
        }

        return IsSigned(file.Envelope, home)
            ? IsOnLog(file, logKey)
                ? (BudgetSlice.Parser.ParseFrom(file.Envelope.Payload), "")
                : (null, "is not proved to be on the log of its home")
            : (null, "is not signed by the key of its home");
    }

    private static bool IsSigned(Envelope? envelope, string home) =>
        envelope is { PayloadType: PayloadTypes.BudgetSlice }
        && VerifyKey.TryImport(envelope.PublicKey.Span, out var key)
        && key.Fingerprint == home
        && Dsse.Verify(key, envelope.PayloadType, envelope.Payload.Span, envelope.Signature.Span);

    /// <summary>What was debited is the very slice that was signed.</summary>
    private static bool IsOnLog(SealedSlice file, string logKey)
    {
        try
        {
            return file.Receipt is { } receipt
                && TlogProof.Verify(receipt.Proof, receipt.Entry.Span, logKey).IsValid
                && EntryBytes.TryRead(receipt.Entry.Span)?.Slice is { } record
                && record.Slice.ToByteString().Equals(file.Envelope.Payload);
        }
        catch (FormatException)
        {
            return false; // The pinned key is none.
        }
    }
}
