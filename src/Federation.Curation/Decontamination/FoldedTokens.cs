using Federation.Curation.Quality;
using Federation.Curation.Text;

namespace Federation.Curation.Decontamination;

/// <summary>
/// A text as decontamination compares it: words in lower case and plain width, each Chinese or Japanese character by
/// itself, nothing of what stands between. Buffers are kept from text to text.
/// </summary>
/// <remarks>
/// Weights make the two rules of the field one: 13 words of English or 30 characters of Chinese weigh the same.
/// </remarks>
internal sealed class FoldedTokens
{
    /// <summary>What a word weighs.</summary>
    public const int WordWeight = 30;

    /// <summary>What a character that stands by itself weighs.</summary>
    public const int CharacterWeight = 13;

    private const ulong Factor = 0x9FB21C651E98DF25;
    private static readonly char[] Folds = BuildFolds();

    private ulong[] _hashes = [];
    private byte[] _weights = [];
    private int[] _starts = [];
    private int[] _ends = [];

    /// <summary>How many tokens.</summary>
    public int Count { get; private set; }

    /// <summary>One hash a token.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>One weight a token.</summary>
    public ReadOnlySpan<byte> Weights => _weights.AsSpan(0, Count);

    /// <summary>Where a token begins in the text, in UTF-16 code units.</summary>
    public int Start16(int token) => _starts[token];

    /// <summary>Where a token ends in the text, in UTF-16 code units.</summary>
    public int End16(int token) => _ends[token];

    /// <summary>Cuts a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        if (_hashes.Length < text.Length)
        {
            var size = Math.Max(text.Length, 2 * _hashes.Length);
            (_hashes, _weights) = (new ulong[size], new byte[size]);
            (_starts, _ends) = (new int[size], new int[size]);
        }

        Count = 0;
        for (var i = 0; i < text.Length;)
        {
            var folded = Folds[text[i]];
            if (folded == 0)
            {
                i++;
            }
            else if (IsAlone(folded))
            {
                Add(SpanHash.Mix(folded), CharacterWeight, i, ++i);
            }
            else
            {
                var (start, hash) = (i, 0UL);
                while (i < text.Length && Folds[text[i]] is not '\0' and var next && !IsAlone(next))
                {
                    hash = (hash ^ next) * Factor;
                    i++;
                }

                Add(SpanHash.Mix(hash), WordWeight, start, i);
            }
        }
    }

    private void Add(ulong hash, byte weight, int start, int end)
    {
        (_hashes[Count], _weights[Count], _starts[Count], _ends[Count]) = (hash, weight, start, end);
        Count++;
    }

    private static bool IsAlone(char folded) => folded is (>= '\u3041' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF')
        or (>= '\uF900' and <= '\uFAFF');

    /// <summary>
    /// Zero for what is no part of a word; surrogates stay, so that rare characters are words of their own kind.
    /// </summary>
    private static char[] BuildFolds()
    {
        var classes = CharacterClass.OfUnit;
        var folds = new char[char.MaxValue + 1];
        for (var unit = 0; unit < folds.Length; unit++)
        {
            var plain = unit is >= 0xFF01 and <= 0xFF5E ? (char)(unit - 0xFEE0) : (char)unit;
            const int Word = CharacterClass.Run | CharacterClass.Letter | CharacterClass.Surrogate;
            var isWord = (classes[plain] & Word) != 0;
            folds[unit] = isWord && plain != '_' ? char.ToLowerInvariant(plain) : '\0';
        }

        return folds;
    }
}
