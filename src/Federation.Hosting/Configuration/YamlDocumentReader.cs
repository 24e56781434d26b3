using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Federation.Hosting.Configuration;

/// <summary>The one reader of policies and host configuration: strict YAML, every fault with its line.</summary>
/// <remarks>
/// Anchors, aliases, tags, directives, several documents, tabs and duplicate keys are refused: they make a file say
/// something else than it seems to. Limits: 1 MiB, 32 levels.
/// </remarks>
public static class YamlDocumentReader
{
    /// <summary>The largest file that is read, in bytes of UTF-8.</summary>
    public const int LengthBytesMax = 1 << 20;

    /// <summary>How deep lists and maps may be nested.</summary>
    public const int DepthMax = 32;

    private const string TooLarge = "the file is larger than 1048576 bytes";
    private const string LookAround = "check the indentation, colons, quotes and brackets on this line and around it";
    private const string MakeSmaller = "split it, or remove what is not needed";

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file from disk.</summary>
    /// <exception cref="ConfigurationException">The file is missing, too large, not UTF-8 or not YAML.</exception>
    public static YamlMap ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LengthBytesMax)
            {
                throw Fault(path, TooLarge, MakeSmaller);
            }

            return Read(File.ReadAllText(path, StrictUtf8), path);
        }
        catch (DecoderFallbackException)
        {
            throw Fault(path, "the file is not UTF-8", "save it as UTF-8");
        }
        catch (IOException)
        {
            throw Fault(path, "the file cannot be read", "check the path");
        }
        catch (UnauthorizedAccessException)
        {
            throw Fault(path, "the file cannot be read", "check who may read it");
        }
    }

    /// <summary>Reads a document that is already in memory; its top level must be a map.</summary>
    /// <param name="text">The document.</param>
    /// <param name="fileName">How to call it in faults; relative paths in it are resolved against its folder.</param>
    /// <exception cref="ConfigurationException">The text is not a document of this subset of YAML.</exception>
    public static YamlMap Read(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new FaultList(fileName);
        CheckCharacters(text, faults);
        faults.ThrowIfAny();

        MapNode? root = null;
        var parser = new Parser(new StringReader(text));
        try
        {
            root = new Source(parser, faults).ReadDocument();
        }
        catch (YamlException exception)
        {
            faults.Add((int)exception.Start.Line, $"this is not YAML: {exception.Message.TrimEnd('.')}", LookAround);
        }
        catch (InvalidOperationException) // How the parser gives up on some brackets that nobody closed.
        {
            faults.Add((int)(parser.Current?.End.Line ?? 1), "this is not YAML", LookAround);
        }
        catch (ArgumentException) // How the parser gives up on some tags.
        {
            faults.Add((int)(parser.Current?.End.Line ?? 1), "this is not YAML", LookAround);
        }

        faults.ThrowIfAny();
        return new YamlMap(root!, path: "", faults);
    }

    private static void CheckCharacters(string text, FaultList faults)
    {
        if (Encoding.UTF8.GetByteCount(text) > LengthBytesMax)
        {
            faults.Add(1, TooLarge, MakeSmaller);
            return;
        }

        var line = 1;
        var isFirstOfLine = true;
        foreach (var character in text)
        {
            if (isFirstOfLine && character == '%')
            {
                faults.Add(line, "directives are not allowed", "remove the lines that start with %");
            }
            else if (character == '\t')
            {
                faults.Add(line, "there is a tab", "use spaces; inside a quoted value write \\t");
            }
            else if (char.IsControl(character) && character is not ('\n' or '\r'))
            {
                faults.Add(line, $"there is a control character (U+{(int)character:X4})", "remove it");
            }

            isFirstOfLine = character == '\n';
            line += isFirstOfLine ? 1 : 0;
        }
    }

    private static ConfigurationException Fault(string path, string what, string fix) =>
        new([new ConfigurationFault(path, 1, what, fix)]);

    /// <summary>Turns the parser's events into nodes, refusing what the subset does not have.</summary>
    private sealed class Source(Parser parser, FaultList faults)
    {
        private const string NoAnchors = "anchors and aliases are not allowed";
        private const string WriteItOut = "write the value out where it is meant";

        public MapNode? ReadDocument()
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                faults.Add(1, "the file is empty", "write the configuration into it");
                return null;
            }

            parser.Consume<DocumentStart>();
            var root = ReadNode(depth: 1);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
            {
                faults.Add(Line(second), "there is a second document", "keep one document a file and remove '---'");
            }

            if (root is not MapNode)
            {
                faults.Add(root?.Line ?? 1, "the file does not hold keys and values", "write lines like 'key: value'");
            }

            return root as MapNode;
        }

        private YamlNode? ReadNode(int depth)
        {
            if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                faults.Add(Line(alias), NoAnchors, WriteItOut);
                return null;
            }

            if (!parser.Accept<NodeEvent>(out var current))
            {
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a value is missing");
            }

            var line = Line(current);
            if (depth > DepthMax)
            {
                throw new YamlException(current.Start, current.End, $"it is nested more than {DepthMax} levels deep");
            }

            if (!current.Anchor.IsEmpty)
            {
                faults.Add(line, NoAnchors, WriteItOut);
            }

            if (!current.Tag.IsEmpty)
            {
                faults.Add(line, "tags are not allowed", "remove the '!' and what follows it up to the value");
            }

            parser.MoveNext();
            return current switch
            {
                Scalar scalar => new ScalarNode(line, scalar.Value, scalar.Style != ScalarStyle.Plain),
                SequenceStart => ReadList(line, depth),
                MappingStart => ReadMap(line, depth),
                _ => null,
            };
        }

        private ListNode ReadList(int line, int depth)
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (ReadNode(depth + 1) is { } item)
                {
                    items.Add(item);
                }
            }

            return new ListNode(line, items);
        }

        private MapNode ReadMap(int line, int depth)
        {
            var entries = new Dictionary<string, MapEntry>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = ReadNode(depth + 1);
                var value = ReadNode(depth + 1);
                if (key is not ScalarNode { IsEmpty: false } name)
                {
                    faults.Add(key?.Line ?? line, "a key is not a plain word", "write 'key: value'");
                }
                else if (entries.TryGetValue(name.Text, out var first))
                {
                    faults.Add(
                        name.Line, $"'{name.Text}' is written twice, first on line {first.Line}", "keep one of them");
                }
                else if (value is not null)
                {
                    entries.Add(name.Text, new MapEntry(name.Text, name.Line, value));
                }
            }

            return new MapNode(line, [.. entries.Values]);
        }

        private static int Line(ParsingEvent yaml) => (int)yaml.Start.Line;
    }
}
