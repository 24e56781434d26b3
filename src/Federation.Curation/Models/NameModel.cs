using System.Security.Cryptography;
using Federation.Curation.Detection;

namespace Federation.Curation.Models;

/// <summary>
/// A linear model over sequences of units that takes them for persons and addresses: a further vote beside the rules.
/// Whole numbers only, so that it says the same everywhere. Immutable.
/// </summary>
public sealed class NameModel
{
    /// <summary>The table of weights has 2 to the power of so many places.</summary>
    internal const int Bits = 16;

    private const int ConfidencePercent = 60;

    /// <summary>Longer texts are read in parts, so that memory does not grow with them.</summary>
    private const int PartLengthMax = 1 << 20;

    [ThreadStatic]
    private static ModelReader? _reader;

    private readonly short[] _weights;
    private readonly int[] _transitions;
    private readonly byte[] _file;

    internal NameModel(short[] weights, int[] transitions)
    {
        (_weights, _transitions) = (weights, transitions);
        _file = ModelFile.Write(weights, transitions);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(_file));
    }

    /// <summary>The SHA-256 of the model's file, 64 hexadecimal digits: what a recipe names it by.</summary>
    public string Sha256 { get; }

    /// <summary>The model as a file.</summary>
    public ReadOnlyMemory<byte> File => _file;

    /// <summary>Reads a model.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="sha256">The hash that the recipe names, or null where it names none.</param>
    /// <exception cref="ModelFormatException">
    /// It is no model, of another version, damaged, or another one.
    /// </exception>
    public static NameModel Read(ReadOnlySpan<byte> file, string? sha256 = null)
    {
        var (weights, transitions) = ModelFile.Read(file);
        var model = new NameModel(weights, transitions);
        return sha256 is null || string.Equals(sha256, model.Sha256, StringComparison.OrdinalIgnoreCase)
            ? model
            : throw new ModelFormatException(ModelFault.NotTheRecipes);
    }

    /// <summary>Adds what the model takes for a person or an address.</summary>
    /// <param name="view">The view.</param>
    /// <param name="hits">What the rules found in it; the model's hits come behind.</param>
    internal void Find(string view, List<Hit> hits)
    {
        for (var from = 0; from < view.Length; from += PartLengthMax)
        {
            FindIn(view, from, Math.Min(view.Length, from + PartLengthMax), hits);
        }
    }

    private void FindIn(string view, int from, int to, List<Hit> hits)
    {
        var reader = _reader ??= new ModelReader();
        reader.Read(view, hits, from, to);
        var tags = reader.Tag(_weights, _transitions);
        for (var unit = 0; unit < tags.Length;)
        {
            var tag = (NameTag)tags[unit];
            var first = unit++;
            if (tag == NameTag.Outside)
            {
                continue;
            }

            while (unit < tags.Length && tags[unit] == (byte)(tag + 1))
            {
                unit++;
            }

            var (start, end) = (reader.Units.StartOf(first), reader.Units.EndOf(unit - 1));
            var type = tag == NameTag.PersonBegin ? PiiType.Person : PiiType.Address;
            hits.Add(new Hit(type, start, end - start, "model", ConfidencePercent));
        }
    }
}
