using System.Collections;
using System.Runtime.CompilerServices;

namespace Federation.Curation.Detection;

/// <summary>
/// Words that name what stands beside them. Knows which characters each word needs, so that one look at a place tells
/// most words not to be there.
/// </summary>
[CollectionBuilder(typeof(ContextWords), nameof(Of))]
internal sealed class ContextWords : IEnumerable<string>
{
    private const int LookLength = 256;

    private readonly string[] _words;
    private readonly ulong[] _needs;

    private ContextWords(string[] words) => (_words, _needs) = (words, [.. words.Select(word => CharactersOf(word))]);

    /// <summary>Makes a list of words.</summary>
    public static ContextWords Of(ReadOnlySpan<string> words) => new(words.ToArray());

    /// <summary>Whether a part holds one of the words, at its start or behind something that is no letter.</summary>
    public bool AreIn(ReadOnlySpan<char> part)
    {
        var there = CharactersOf(part);
        for (var i = 0; i < _needs.Length; i++)
        {
            if ((_needs[i] & ~there) == 0 && IsIn(part, _words[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether all characters of one of the words are somewhere in a part, in any order: where they are not, no word
    /// is. In most texts a few characters tell that they are.
    /// </summary>
    public bool MayBeIn(ReadOnlySpan<char> part)
    {
        for (var there = 0UL; !part.IsEmpty;)
        {
            var length = Math.Min(LookLength, part.Length);
            there |= CharactersOf(part[..length]);
            part = part[length..];
            foreach (var needs in _needs)
            {
                if ((needs & ~there) == 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_words).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsIn(ReadOnlySpan<char> part, string word)
    {
        // Chinese has no case, and a look that thinks of it is many times slower.
        var at = word[0] > '\u2E7F' ? part.IndexOf(word, StringComparison.Ordinal)
            : part.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (!char.IsAsciiLetter(word[0]) || at == 0 || !char.IsAsciiLetter(part[at - 1]));
    }

    /// <summary>
    /// One bit of 64 for each character: for letters of ASCII, whatever their case, in one half, for digits and marks
    /// in the other, so that numbers are no letters. A letter of another alphabet may be one of ours in another case:
    /// it stands for all.
    /// </summary>
    private static ulong CharactersOf(ReadOnlySpan<char> part)
    {
        var bits = 0UL;
        foreach (var character in part)
        {
            bits |= character is < '\u0080' or > '\u2E7F'
                ? 1UL << ((character & 31) | ((~character >> 1) & 32)) : ulong.MaxValue;
        }

        return bits;
    }
}
