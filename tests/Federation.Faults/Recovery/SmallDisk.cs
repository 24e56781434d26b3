namespace Federation.Faults.Recovery;

/// <summary>A disk in memory with little room, mounted over a folder.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _place;

    private SmallDisk(string place) => _place = place;

    /// <summary>Mounts one; the test is skipped where that is not allowed.</summary>
    /// <param name="place">The folder; made where it is missing.</param>
    /// <param name="room">What it has, as tmpfs takes it: <c>size=3m</c>.</param>
    public static SmallDisk Mount(string place, string room)
    {
        Directory.CreateDirectory(place);
        Assert.SkipUnless(
            SystemProgram.Run("mount", "-t", "tmpfs", "-o", room, "tmpfs", place),
            "No tmpfs can be mounted here (it needs root).");
        return new SmallDisk(place);
    }

    /// <summary>Leaves no room for a single page.</summary>
    public static void Fill(string folder)
    {
        using var filler = File.Create(Path.Combine(folder, "filler"), bufferSize: 0);
        for (var lengthBytes = 1 << 20; lengthBytes >= 4096;)
        {
            try
            {
                filler.Write(new byte[lengthBytes]);
            }
            catch (IOException)
            {
                lengthBytes /= 2;
            }
        }
    }

    /// <summary>Leaves no room on it.</summary>
    public void Fill() => Fill(_place);

    /// <summary>Gives it other room.</summary>
    public void Resize(string room) => Assert.True(SystemProgram.Run("mount", "-o", "remount," + room, _place));

    public void Dispose() => Assert.True(SystemProgram.Run("umount", "--lazy", _place)); // Also where a failed test holds a file.
}
