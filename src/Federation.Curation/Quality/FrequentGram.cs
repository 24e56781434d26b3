using System.Runtime.CompilerServices;

namespace Federation.Curation.Quality;

/// <summary>Finds the n-gram that occurs most often; of equals, the first.</summary>
internal sealed class FrequentGram
{
    private int[] _repetitions = [];

    /// <summary>Where it first stands; the first n-gram where none repeats.</summary>
    public int Place { get; private set; }

    /// <summary>How often it repeats.</summary>
    public int Repetitions { get; private set; }

    /// <summary>Forgets everything and makes room.</summary>
    /// <param name="places">How many places there are.</param>
    public void Clear(int places)
    {
        if (_repetitions.Length < places)
        {
            _repetitions = new int[Math.Max(places, 2 * _repetitions.Length)];
        }
        else
        {
            _repetitions.AsSpan(0, places).Clear();
        }

        (Place, Repetitions) = (0, 0);
    }

    /// <summary>Counts a repetition of what first stood at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Repeat(int first)
    {
        var repetitions = ++_repetitions[first];
        if (repetitions > Repetitions || (repetitions == Repetitions && first < Place))
        {
            (Place, Repetitions) = (first, repetitions);
        }
    }
}
