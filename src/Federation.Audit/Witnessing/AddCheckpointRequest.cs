using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Federation.Audit;

/// <summary>What a log sends to a witness (C2SP tlog-witness): a checkpoint, and the proof that it continues the one of
/// a size that the witness knows.</summary>
/// <param name="OldSize">The size that the proof leads from; 0 where the witness knows nothing of the log.</param>
/// <param name="Proof">The consistency proof; empty from 0 and where the size is the same.</param>
/// <param name="Note">The signed checkpoint, verbatim.</param>
public sealed record AddCheckpointRequest(long OldSize, IReadOnlyList<byte[]> Proof, string Note)
{
    private const string OldStart = "old ";
    private const int HashesCountMax = 63;
    private const int LengthCharactersMax = 64 * 1024;

    /// <summary>The request as the body of a POST to <c>PREFIX/add-checkpoint</c>.</summary>
    public string Format()
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{OldStart}{OldSize}\n");
        foreach (var hash in Proof)
        {
            body.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return body.Append('\n').Append(Note).ToString();
    }

    /// <summary>Reads a body; nothing is checked yet. False where it is none.</summary>
    public static bool TryParse(string body, [NotNullWhen(true)] out AddCheckpointRequest? request)
    {
        ArgumentNullException.ThrowIfNull(body);
        request = null;
        var split = body.Length > LengthCharactersMax ? -1 : body.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0)
        {
            return false;
        }

        var lines = body[..split].Split('\n');
        if (lines.Length > 1 + HashesCountMax || !lines[0].StartsWith(OldStart, StringComparison.Ordinal)
            || !LogText.TryReadNumber(lines[0][OldStart.Length..], out var oldSize))
        {
            return false;
        }

        var proof = new List<byte[]>();
        foreach (var line in lines.Skip(1))
        {
            if (!LogText.TryReadHash(line, out var hash))
            {
                return false;
            }

            proof.Add(hash);
        }

        request = new AddCheckpointRequest(oldSize, proof, body[(split + 2)..]);
        return true;
    }
}
