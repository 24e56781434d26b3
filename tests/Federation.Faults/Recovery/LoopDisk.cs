namespace Federation.Faults.Recovery;

/// <summary>A disk of its own in a file: ext4 over a loop device. What the file holds is what a power cut would leave.</summary>
internal sealed class LoopDisk : IDisposable
{
    private const int LengthMegabytes = 48;
    private readonly string _folder;
    private readonly string _image;
    private bool _isMounted;

    private LoopDisk(string folder, string image) => (_folder, _image) = (folder, image);

    /// <summary>Where it is mounted.</summary>
    public string this[string name] => Path.Combine(_folder, "mount", name);

    /// <summary>Makes and mounts one; null where this machine allows no loop device.</summary>
    public static LoopDisk? TryCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var image = Path.Combine(folder, "disk.img");
        using (var file = File.Create(image))
        {
            file.SetLength(LengthMegabytes * 1024L * 1024);
        }

        var disk = new LoopDisk(folder, image);
        return SystemProgram.Run("mkfs.ext4", "-q", "-F", image) && disk.TryMount() ? disk : null;
    }

    /// <summary>The disk as it is at this moment without what waits in memory, mounted anew: its journal is replayed.
    /// Whoever writes must have been stopped.</summary>
    public LoopDisk AfterPowerCut(string folder)
    {
        Directory.CreateDirectory(folder);
        var image = Path.Combine(folder, "disk.img");
        Assert.True(SystemProgram.Run("cp", "--sparse=always", _image, image), "The disk's file could not be copied.");
        var disk = new LoopDisk(folder, image);
        Assert.True(disk.TryMount(), "The disk could not be mounted after a power cut.");
        return disk;
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            SystemProgram.Run("umount", "--lazy", Path.Combine(_folder, "mount")); // Also where a failed test still holds a file.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private bool TryMount()
    {
        var place = Directory.CreateDirectory(Path.Combine(_folder, "mount")).FullName;
        return _isMounted = SystemProgram.Run("mount", "-o", "loop", _image, place);
    }
}
