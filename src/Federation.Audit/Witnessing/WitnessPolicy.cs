using System.Globalization;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// Which logs are believed, and who must have cosigned them: the policy file of C2SP tlog-proof, with
/// <c>log</c>, <c>witness</c>, <c>group</c> and <c>quorum</c> lines.
/// </summary>
public sealed class WitnessPolicy
{
    private readonly List<NoteVerifier> _logs = [];
    private readonly Dictionary<string, CosignatureVerifier> _witnesses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Least, string[] Members)> _groups = new(StringComparer.Ordinal);
    private string? _quorum;

    private WitnessPolicy()
    {
    }

    /// <summary>The witnesses, by the names that the policy gives them.</summary>
    public IReadOnlyDictionary<string, CosignatureVerifier> Witnesses => _witnesses;

    /// <summary>Whether anyone has to cosign: false for <c>quorum none</c>.</summary>
    public bool AsksForWitnesses => _quorum != "none";

    /// <summary>The addresses of the witnesses that have one, by their names.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses => _addresses;

    /// <summary>Reads a policy file. Anything that is not understood is an error: a policy must not be weaker than it
    /// reads.</summary>
    /// <exception cref="FormatException">A line is wrong; the message names it.</exception>
    public static WitnessPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var policy = new WitnessPolicy();
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#')
            {
                continue;
            }

            if (!policy.Take(words))
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"Line {number + 1} of the witness policy is wrong: {line.Trim()}"));
            }
        }

        return policy._quorum is null
            ? throw new FormatException("The witness policy has no quorum line: write 'quorum none' if none is meant.")
            : policy;
    }

    /// <summary>Whether a known log signed a note and a quorum cosigned it.</summary>
    /// <param name="note">The checkpoint with its cosignatures.</param>
    public bool IsSatisfied(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        return _logs.Any(log => log.TryVerify(note, out _)) && HasQuorum(note);
    }

    /// <summary>Whether a quorum cosigned a note, whoever signed it.</summary>
    public bool HasQuorum(string note) => _quorum == "none" || Has(_quorum!, note);

    private bool Has(string name, string note) => _witnesses.TryGetValue(name, out var witness)
        ? witness.TryVerify(note, out _)
        : _groups[name].Members.Count(member => Has(member, note)) >= _groups[name].Least;

    private bool Take(string[] words) => words[0] switch
    {
        "log" => words.Length is 2 or 3 && TakeLog(words),
        "witness" => words.Length is 3 or 4 && TakeWitness(words),
        "group" => words.Length >= 4 && TakeGroup(words),
        "quorum" => words.Length == 2 && _quorum is null && (words[1] == "none" || IsKnown(words[1]))
            && (_quorum = words[1]).Length > 0,
        _ => false,
    };

    private bool TakeLog(string[] words)
    {
        if (!NoteVerifier.TryParse(words[1], out var log) || (words.Length == 3 && !TryAddress(words[2], out _)))
        {
            return false;
        }

        _logs.Add(log);
        return true;
    }

    private bool TakeWitness(string[] words)
    {
        if (IsKnown(words[1]) || words[1] == "none" || !CosignatureVerifier.TryParse(words[2], out var witness)
            || _witnesses.Values.Any(other => other.Name == witness.Name))
        {
            return false;
        }

        _witnesses[words[1]] = witness;
        if (words.Length == 4)
        {
            if (!TryAddress(words[3], out var address))
            {
                return false;
            }

            _addresses[words[1]] = address!;
        }

        return true;
    }

    private bool TakeGroup(string[] words)
    {
        var members = words[3..];
        var isNumber = int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var least);
        least = words[2] switch { "all" => members.Length, "any" => 1, _ => isNumber ? least : 0 };
        if (IsKnown(words[1]) || words[1] == "none" || least < 1 || least > members.Length
            || !members.All(IsKnown) || members.Distinct().Count() != members.Length)
        {
            return false;
        }

        _groups[words[1]] = (least, members);
        return true;
    }

    private bool IsKnown(string name) => _witnesses.ContainsKey(name) || _groups.ContainsKey(name);

    private static bool TryAddress(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https";
}
