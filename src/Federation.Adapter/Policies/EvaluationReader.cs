using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Federation.Curation.Decontamination;
using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>
/// Reads the evaluation files of a policy: one JSON object with <c>text</c> a line. Each is named with its digest, so
/// that the digest of the policy, which every record names, stands for them too.
/// </summary>
internal static class EvaluationReader
{
    private const int FileLengthBytesMax = 256 * 1024 * 1024;
    private const int FilesMax = 100;

    /// <summary>An index over all files; null where none is named.</summary>
    public static DecontaminationIndex? Read(YamlMap column)
    {
        if (!column.Has("evaluation"))
        {
            _ = column.RequiredList("evaluation", 0, map => map); // Known, also where it is empty.
            return null;
        }

        var index = new DecontaminationIndex();
        _ = column.RequiredList("evaluation", 1, map => Add(map, index), FilesMax);
        return index;
    }

    private static bool Add(YamlMap map, DecontaminationIndex index)
    {
        var path = map.RequiredPath("file");
        var digest = map.RequiredString("sha256", pattern: "[0-9a-f]{64}");
        if (!map.IsConfirmed("file") || !map.IsConfirmed("sha256"))
        {
            return false;
        }

        if (ReadBytes(path) is not { } bytes)
        {
            map.Reject("file", $"{path} cannot be read, or is longer than {FileLengthBytesMax >> 20} MiB",
                "name a file of evaluation items, one JSON object with 'text' a line");
            return false;
        }

        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != digest)
        {
            map.Reject("sha256", $"{path} has another digest", $"write 'sha256: {found}' if it is the file you mean");
            return false;
        }

        if (FindFault(bytes, Path.GetFileName(path), index) is { } fault)
        {
            map.Reject("file", $"{path} {fault}", "mend that line, or name fewer items");
            return false;
        }

        return true;
    }

    private static byte[]? ReadBytes(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= FileLengthBytesMax ? File.ReadAllBytes(path) : null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FindFault(ReadOnlySpan<byte> bytes, string name, DecontaminationIndex index)
    {
        var number = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
            {
                continue;
            }

            if (TextOf(line) is not { } text)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"has no JSON object with a string 'text' on line {number}");
            }

            if (!index.TryAdd(string.Create(CultureInfo.InvariantCulture, $"{name}:{number}"), text))
            {
                return string.Create(CultureInfo.InvariantCulture, $"has more items than fit, from line {number} on");
            }
        }

        return index.Count == 0 ? "has no item that is long enough to be told from chance" : null;
    }

    private static string? TextOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var document = JsonElement.ParseValue(ref reader);
            return document.ValueKind == JsonValueKind.Object
                && document.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // A surrogate in it stands alone.
        }
    }
}
