using System.Text.Json;
using Federation.Cli.Shell;

namespace Federation.Cli.Curate;

/// <summary>Reads a JSONL file of documents one by one, whatever its length.</summary>
internal static class TextLines
{
    /// <summary>A document may be larger than memory is cheap, but not without bound.</summary>
    public const int LineLengthBytesMax = 512 * 1024 * 1024;

    private const int BufferLengthBytes = 1 << 16;
    private const byte NewLine = (byte)'\n';

    /// <summary>Reads the documents in order; faulty lines come too, with their fault.</summary>
    /// <param name="path">The file.</param>
    /// <param name="meter">Counts what was read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CommandException">A line is longer than <see cref="LineLengthBytesMax"/>.</exception>
    public static IEnumerable<TextLine> Read(string path, Meter meter, CancellationToken cancellationToken)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[BufferLengthBytes];
        var (start, end, number, isEnd) = (0, 0, 0L, false);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = buffer.AsSpan(start, end - start).IndexOf(NewLine);
            if (length < 0 && !isEnd)
            {
                (buffer, start, end) = MakeRoom(buffer, start, end, path, number + 1);
                var read = file.Read(buffer, end, buffer.Length - end);
                isEnd = read == 0;
                end += read;
                continue;
            }

            if (start == end)
            {
                yield break;
            }

            var line = new ReadOnlyMemory<byte>(buffer, start, length < 0 ? end - start : length);
            var lengthBytes = length < 0 ? line.Length : line.Length + 1;
            start += lengthBytes;
            number++;
            meter.Count(lengthBytes);
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                yield return Parse(line, number, lengthBytes);
            }
        }
    }

    private static (byte[] Buffer, int Start, int End) MakeRoom(
        byte[] buffer, int start, int end, string path, long number)
    {
        var kept = end - start;
        if (kept >= LineLengthBytesMax)
        {
            throw new CommandException(
                ExitCodes.Usage, $"{path}:{number}: a line is longer than {LineLengthBytesMax >> 20} MiB. Split it.");
        }

        var target = kept > buffer.Length / 2 ? new byte[Math.Min(buffer.Length * 2L, Array.MaxLength)] : buffer;
        Buffer.BlockCopy(buffer, start, target, 0, kept);
        return (target, 0, kept);
    }

    private static TextLine Parse(ReadOnlyMemory<byte> line, long number, long lengthBytes)
    {
        try
        {
            return ParseObject(line, number, lengthBytes);
        }
        catch (JsonException)
        {
            return Faulty(line, number, lengthBytes, "it is not one JSON object");
        }
        catch (InvalidOperationException)
        {
            return Faulty(line, number, lengthBytes, "it is not well-formed UTF-8, or a surrogate in it stands alone");
        }
    }

    private static TextLine ParseObject(ReadOnlyMemory<byte> line, long number, long lengthBytes)
    {
        var json = line.Span is [0xEF, 0xBB, 0xBF, ..] ? line[3..] : line;
        var reader = new Utf8JsonReader(json.Span);
        string? id = null, text = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Faulty(line, number, lengthBytes, "it is not one JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isText) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("text"u8));
            reader.Read();
            if (isText && reader.TokenType == JsonTokenType.String)
            {
                text = reader.GetString();
            }
            else if (isId && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                id = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()
                    : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        return text is null
            ? Faulty(line, number, lengthBytes, "it has no field 'text' that is a string") with { Id = id }
            : new TextLine(number, lengthBytes, id, text, json, Fault: null);
    }

    private static TextLine Faulty(ReadOnlyMemory<byte> line, long number, long lengthBytes, string fault) =>
        new(number, lengthBytes, Id: null, Text: "", line, fault);
}
