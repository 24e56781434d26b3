using System.Text;
using Federation.Curation.Evaluation;

namespace Federation.Curation.Models;

/// <summary>
/// Texts to train on, made of nothing but tables of this project: sentences in Chinese and English with persons,
/// addresses, and what only looks like them. The same seed gives the same texts.
/// </summary>
public static class GeneratedTexts
{
    private const int SentencesMax = 3;

    /// <summary>Makes texts.</summary>
    /// <param name="seed">Which texts.</param>
    /// <param name="count">How many.</param>
    public static IEnumerable<TrainingText> Make(int seed, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var dice = new Dice(((ulong)(uint)seed << 32) | (uint)i);
            yield return dice.Below(2) == 0 ? Make(dice, Sentences.Chinese, "") : Make(dice, Sentences.English, " ");
        }
    }

    private static TrainingText Make(Dice dice, string[] sentences, string between)
    {
        var text = new StringBuilder();
        var spans = new List<LabelledSpan>();
        var last = 1 + dice.Below(SentencesMax);
        for (var sentence = 0; sentence < last; sentence++)
        {
            text.Append(sentence > 0 ? between : "");
            Fill(dice, dice.Of(sentences), text, spans);
        }

        return new TrainingText(text.ToString(), spans);
    }

    private static void Fill(Dice dice, string sentence, StringBuilder text, List<LabelledSpan> spans)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if (sentence[i] != '{')
            {
                text.Append(sentence[i]);
                continue;
            }

            var start = text.Length;
            var slot = sentence[i + 1];
            text.Append(Slots.Fill(dice, slot));
            if (Slots.LabelOf(slot) is { } label)
            {
                spans.Add(new LabelledSpan(label, start, text.Length));
            }

            i += 2; // A slot is one letter in braces.
        }
    }
}
