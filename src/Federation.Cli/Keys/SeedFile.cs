using Federation.Sealing;

namespace Federation.Cli.Keys;

/// <summary>Reads an Ed25519 key from a file that <see cref="KeyWriter"/> wrote.</summary>
internal static class SeedFile
{
    private const int SeedLengthBytes = 32;

    /// <summary>The key whose seed a file holds in base64; null where there is none.</summary>
    public static SigningKey? TryRead(string file)
    {
        var seed = new byte[SeedLengthBytes];
        return File.Exists(file)
            && Convert.TryFromBase64String(File.ReadAllText(file).Trim(), seed, out var length) && length == seed.Length
            ? SigningKey.FromSeed(seed) : null;
    }
}
