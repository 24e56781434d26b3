using Federation.Curation.Text;

namespace Federation.Curation.Quality;

/// <summary>Hashes of words in a row, joined: the same characters have the same hash, wherever they are cut.</summary>
/// <remarks>
/// A polynomial over the characters modulo 2^64, from prefix sums, divided by the power at its start: worth its one
/// pass where many hashes are asked for. Otherwise each is made of its characters.
/// </remarks>
internal sealed class StreamHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private static readonly ulong FactorInverse = Inverse(Factor);

    private ulong[] _sums = [];
    private ulong[] _scales = [];
    private bool _isSummed;

    /// <summary>Begins with a text.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="isOftenAsked">Whether hashes will be asked for at many places.</param>
    public void Read(WordStream words, bool isOftenAsked)
    {
        _isSummed = isOftenAsked;
        if (!isOftenAsked)
        {
            return;
        }

        if (_sums.Length <= words.Count)
        {
            var size = Math.Max(words.Count + 1, 2 * _sums.Length);
            (_sums, _scales) = (new ulong[size], new ulong[size]);
        }

        var characters = words.Padded;
        var ends = words.Ends;
        var (sum, power, scale) = (0UL, 1UL, 1UL);
        (_sums[0], _scales[0]) = (sum, scale);
        for (var word = 1; word < ends.Length; word++)
        {
            foreach (var character in characters[ends[word - 1]..ends[word]])
            {
                sum += (character + 1UL) * power;
                power *= Factor;
                scale *= FactorInverse;
            }

            (_sums[word], _scales[word]) = (sum, scale);
        }
    }

    /// <summary>The hash of n words from the i-th on.</summary>
    public ulong Of(WordStream words, int i, int n) => _isSummed
        ? SpanHash.Mix((_sums[i + n] - _sums[i]) * _scales[i])
        : SpanHash.Of(words.Joined(i, n));

    /// <summary>Newton's iteration doubles the right bits of an inverse modulo 2^64.</summary>
    private static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var i = 0; i < 6; i++)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse;
    }
}
