using System.Text;

namespace Federation.Audit;

/// <summary>What a log's files say that witnesses cosigned.</summary>
/// <param name="Note">The note with their lines.</param>
/// <param name="Checkpoint">What a key of the log signed; null where none did.</param>
internal sealed record CosignedNote(string Note, Checkpoint? Checkpoint)
{
    /// <summary>What is wrong where it is not of the log's own tree.</summary>
    public string Fault => Checkpoint is null
        ? $"The file '{CosignedCheckpoints.FileName}' holds no checkpoint that the log's key signed."
        : $"Witnesses cosigned another tree of {Checkpoint.Size} entries: the log was forked. Keep both notes.";

    /// <summary>Reads it; null where there is no such file.</summary>
    public static CosignedNote? Read(ILogStorage storage, LogKeys keys) =>
        Of(storage.ReadFile(CosignedCheckpoints.FileName), keys);

    /// <summary>Reads it from the file's bytes; null where there is no such file.</summary>
    public static CosignedNote? Of(byte[]? file, LogKeys keys)
    {
        if (file is null)
        {
            return null;
        }

        var note = Encoding.UTF8.GetString(file);
        return new CosignedNote(note, keys.TryVerify(note, out var checkpoint) ? checkpoint : null);
    }
}
