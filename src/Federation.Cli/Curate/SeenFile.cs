using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Federation.Audit;
using Federation.Cli.Shell;
using Federation.Curation.Duplicates;

namespace Federation.Cli.Curate;

/// <summary>
/// Keeps what <c>curate dedup</c> must know of documents that it has searched: ids, shingles and what is joined. One
/// file in a folder of its own, for its owner alone; replaced as a whole, or as it was.
/// </summary>
/// <remarks>
/// Shingles are derived from private texts: the folder belongs where the texts are. Only one command at a time has it.
/// The file ends with the SHA-256 of all before: one that is damaged is refused and never half used.
/// </remarks>
internal sealed class SeenFile : IDisposable
{
    private const string Form = "federation dedup state 1";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _path;
    private readonly FileStream _hold;

    private SeenFile(string path, FileStream hold) => (_path, _hold) = (path, hold);

    /// <summary>Takes a folder, or makes it.</summary>
    /// <exception cref="CommandException">Another command has it.</exception>
    public static SeenFile Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var hold = new FileStream(
                Path.Combine(folder, "dedup.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new SeenFile(Path.Combine(folder, "dedup.state"), hold);
        }
        catch (IOException)
        {
            throw new CommandException(
                ExitCodes.Unreachable, $"The state in {folder} is in use by another command, or cannot be written.");
        }
    }

    /// <summary>Gives finders what was searched before, and tells every id.</summary>
    /// <param name="recipe">How texts are compared, in words: the state of another recipe does not fit.</param>
    /// <param name="finders">Empty finders.</param>
    /// <param name="seen">Takes each id.</param>
    /// <exception cref="CommandException">The file is damaged, or of another recipe.</exception>
    public void Load(string recipe, FinderChoice finders, Action<string> seen)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        using var file = File.OpenRead(_path);
        if (file.Length < SHA256.HashSizeInBytes || !IsWhole(file))
        {
            throw Refuse("is damaged");
        }

        file.Position = 0;
        using var reader = new BinaryReader(file, Encoding.UTF8);
        if (reader.ReadString() != Form)
        {
            throw Refuse("was written by another version");
        }

        if (reader.ReadString() is var found && found != recipe)
        {
            throw Refuse($"was made with '{found}', and asked for is '{recipe}'");
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            finders.Of((ShingleKind)reader.ReadByte()).Restore(Read(reader, seen));
        }
    }

    /// <summary>Keeps what finders know, durably.</summary>
    /// <param name="recipe">How texts are compared, in words.</param>
    /// <param name="finders">Finders whose documents are all searched.</param>
    /// <exception cref="IOException">It cannot be written; the old file is as it was.</exception>
    public void Save(string recipe, FinderChoice finders)
    {
        var draft = _path + ".draft";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(draft, options))
        {
            using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
            writer.Write(Form);
            writer.Write(recipe);
            var kinds = finders.Kinds.ToList();
            writer.Write(kinds.Count);
            foreach (var kind in kinds)
            {
                Write(writer, kind, finders.Of(kind));
            }

            writer.Flush();
            file.Position = 0;
            var digest = SHA256.HashData(file);
            file.Write(digest);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(_path))!);
    }

    /// <summary>Lets others have the folder.</summary>
    public void Dispose() => _hold.Dispose();

    private static void Write(BinaryWriter writer, ShingleKind kind, DuplicateFinder finder)
    {
        writer.Write((byte)kind);
        writer.Write(finder.Count);
        foreach (var document in finder.Seen())
        {
            writer.Write(document.Id);
            writer.Write(document.Root);
            writer.Write(document.Shingles.Length);
            writer.Write(MemoryMarshal.AsBytes(document.Shingles.Span));
        }
    }

    private static IEnumerable<SeenDocument> Read(BinaryReader reader, Action<string> seen)
    {
        var shingles = Array.Empty<ulong>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (id, root, count) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            shingles = shingles.Length < count ? new ulong[Math.Max(count, 2 * shingles.Length)] : shingles;
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(shingles.AsSpan(0, count)));
            seen(id);
            yield return new SeenDocument(id, root, shingles.AsMemory(0, count));
        }
    }

    private static bool IsWhole(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }

        var stated = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(stated);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(stated);
    }

    private CommandException Refuse(string why) => new(
        ExitCodes.Usage, $"The state {_path} {why}. Name another folder, or delete it and read everything once more.");
}
