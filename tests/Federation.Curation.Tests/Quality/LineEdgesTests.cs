using CsCheck;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>Lines that are found for many characters at once are those of one after another.</summary>
public sealed class LineEdgesTests
{
    private static readonly string[] Parts =
    [
        "a", " ", "\n", "\n", "\n\n", "\r", "\r\n", "\v", "\f", "\u001C", "\u001D", "\u001E", "\u001F", "\u0085",
        "\u2027", "\u2028", "\u2029", "\u202A", "的", "\t", "\u000E", "                               ",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[0, Parts.Length - 1].Select(place => Parts[place]).Array[0, 60].Select(string.Concat),
        Gen.Int[0, 4].Select(place => Parts[place]).Array[0, 90].Select(string.Concat));

    private readonly LineEdges _edges = new();

    [Fact]
    public void Every_line_is_the_next_one() => Texts.Sample(
        text =>
        {
            _edges.Read(text);
            var rest = text.AsSpan();
            for (var i = 0; i < _edges.Count; i++)
            {
                Assert.Equal(text.Length - rest.Length, _edges.Starts[i]);
                Assert.Equal(Lines.Next(ref rest), text.AsSpan(_edges.Starts[i].._edges.Ends[i]));
            }

            Assert.True(rest.IsEmpty);
            Assert.Equal(text.Length, _edges.Starts[^1]);
        },
        iter: 5_000, threads: 1);

    [Fact]
    public void Line_feeds_are_alone_where_the_text_has_no_other_end_of_a_line() => Texts.Sample(
        text =>
        {
            _edges.Read(text);

            Assert.Equal(
                !text.Replace("\n", "", StringComparison.Ordinal).Any(Lines.IsBreak), _edges.HaveFeedsOnly);
        },
        iter: 2_000, threads: 1);

    /// <summary>The same counts whether the lines were known or are looked for.</summary>
    [Fact]
    public void Lines_are_counted_alike_whatever_else_ends_lines() => Texts.Sample(
        text =>
        {
            var plain = text.Replace("\r", "", StringComparison.Ordinal);
            _edges.Read(plain);
            var known = new LineMeter().CountLines(plain, _edges, hasPairs: false);
            _edges.Read("\r");
            var looked = new LineMeter().CountLines(plain, _edges, hasPairs: true);

            Assert.Equal(looked, known);
        },
        iter: 3_000, threads: 1);
}
