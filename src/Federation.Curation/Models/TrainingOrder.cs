namespace Federation.Curation.Models;

/// <summary>The order in which texts are learnt: another one each round, the same one each time.</summary>
public static class TrainingOrder
{
    /// <summary>The texts in the order of a round.</summary>
    public static IEnumerable<TrainingText> Of(IReadOnlyList<TrainingText> texts, int round)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (dice, places) = (new Dice((ulong)(uint)round + 1), Enumerable.Range(0, texts.Count).ToArray());
        for (var i = places.Length - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (places[i], places[other]) = (places[other], places[i]);
        }

        return places.Select(place => texts[place]);
    }
}
