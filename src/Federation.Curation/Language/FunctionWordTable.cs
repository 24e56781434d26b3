using System.Numerics;
using System.Runtime.CompilerServices;

namespace Federation.Curation.Language;

/// <summary>Looks small words up by their letters, packed into one number.</summary>
internal static class FunctionWordTable
{
    private const int Bits = 12;
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private const uint English = 1;
    private static readonly (ulong Key, uint Languages)[] Slots = Build();

    /// <summary>Counts a word.</summary>
    /// <param name="key">Its letters in lower case, 8 bits each.</param>
    /// <param name="counts">One count a language; English first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Count(ulong key, Span<int> counts)
    {
        var slots = Slots;
        for (var slot = Place(key); slots[slot].Key != 0; slot = (slot + 1) & ((1 << Bits) - 1))
        {
            if (slots[slot].Key == key)
            {
                for (var languages = slots[slot].Languages; languages != 0; languages &= languages - 1)
                {
                    counts[BitOperations.TrailingZeroCount(languages)]++;
                }

                return;
            }
        }
    }

    private static int Place(ulong key) => (int)((key * Factor) >> (64 - Bits));

    private static (ulong, uint)[] Build()
    {
        var slots = new (ulong Key, uint Languages)[1 << Bits];
        for (var language = 0; language < FunctionWords.Lists.Length; language++)
        {
            var isEnglish = language == 0;
            var words = FunctionWords.Lists[language].Split(' ').Where(word => isEnglish || word.Length > 1);
            foreach (var key in words.Where(IsPackable).Select(Pack).Distinct())
            {
                var slot = Place(key);
                while (slots[slot].Key != 0 && slots[slot].Key != key)
                {
                    slot = (slot + 1) & ((1 << Bits) - 1);
                }

                slots[slot] = (key, slots[slot].Languages | (English << language));
            }
        }

        return slots;
    }

    /// <summary>Words of letters beyond Latin-1 are told by those letters anyway.</summary>
    private static bool IsPackable(string word) =>
        word.Length <= FunctionWords.CharactersMax && word.All(letter => letter <= 0xFF);

    private static ulong Pack(string word) => word.Aggregate(0UL, (key, letter) => (key << 8) | letter);
}
