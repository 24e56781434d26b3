using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Cli.Shell;

namespace Federation.Cli.Curate;

/// <summary>
/// Gives every document an id of its own: the one it has, or its line where it has none or another document has it too.
/// </summary>
internal sealed class DocumentIds
{
    private readonly HashSet<ulong> _seen = [];

    /// <summary>How many documents go by their line.</summary>
    public long ByLineCount { get; private set; }

    /// <summary>The id of a document.</summary>
    public string Of(TextLine line)
    {
        if (line.Id is not null && _seen.Add(Digest(line.Id)))
        {
            return line.Id;
        }

        ByLineCount++;
        return string.Create(CultureInfo.InvariantCulture, $"{line.Id}@line:{line.Number}");
    }

    /// <summary>Takes an id that a state has seen.</summary>
    public void AddSeen(string id) => _seen.Add(Digest(id));

    /// <summary>Takes an id, unless it was there before.</summary>
    public bool TryAdd(string id) => _seen.Add(Digest(id));

    /// <summary>Says how many documents go by their line, if any do.</summary>
    public void Advise(Terminal terminal)
    {
        if (ByLineCount > 0)
        {
            terminal.Advise($"{ByLineCount} documents without an id of their own are named by their line (…@line:N).");
        }
    }

    private static ulong Digest(string id) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
