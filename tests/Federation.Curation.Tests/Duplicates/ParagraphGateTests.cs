using CsCheck;
using Federation.Curation.Duplicates;

namespace Federation.Curation.Tests.Duplicates;

/// <summary>A paragraph leaves once; what is short stays wherever it stands.</summary>
public sealed class ParagraphGateTests
{
    private const string Notice = "This notice stands below every page that the office has ever written.";
    private const string Other = "What only this page says, in a sentence that is long enough to be weighed.";

    [Fact]
    public void A_paragraph_that_left_is_cut_with_its_line_end_and_the_rest_stays()
    {
        var gate = new ParagraphGate();

        Assert.Equal($"{Notice}\r\nHead\r\n", gate.Cut($"{Notice}\r\nHead\r\n"));
        gate.Accept();
        var spaced = Notice.Replace(" ", "  ", StringComparison.Ordinal);
        Assert.Equal($"Head\r\n{Other}", gate.Cut($"Head\r\n  {spaced}\r\n{Other}"));
    }

    [Fact]
    public void What_was_held_back_takes_no_paragraph_from_others()
    {
        var gate = new ParagraphGate();

        gate.Cut(Notice);
        Assert.Equal(Notice, gate.Cut(Notice));
        gate.Accept();
        Assert.Equal("", gate.Cut(Notice));
    }

    [Fact]
    public void A_paragraph_twice_in_one_text_stays_once() =>
        Assert.Equal($"{Notice}\n", new ParagraphGate().Cut($"{Notice}\n{Notice}"));

    [Fact]
    public void In_any_order_no_long_line_leaves_twice_and_no_other_line_is_lost() =>
        Gen.Int[0, 6].Array[0, 6].Array[0, 10].Sample(texts =>
        {
            var gate = new ParagraphGate(charactersMin: 5);
            var left = new List<string>();
            foreach (var lines in texts)
            {
                left.AddRange(gate.Cut(string.Concat(lines.Select(line => LineOf(line) + '\n')))
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries));
                gate.Accept();
            }

            var all = texts.SelectMany(lines => lines.Select(LineOf)).ToList();
            return left.Where(line => line.Length >= 5)
                    .SequenceEqual(all.Where(line => line.Length >= 5).Distinct())
                && left.Count(line => line.Length < 5) == all.Count(line => line.Length < 5);
        });

    private static string LineOf(int number) => number < 2 ? $"x{number}" : $"line {number}";
}
