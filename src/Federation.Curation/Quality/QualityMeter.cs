using System.Numerics;

namespace Federation.Curation.Quality;

/// <summary>Measures texts, one after another, in buffers that it keeps. Not for several threads at once.</summary>
public sealed class QualityMeter
{
    private readonly WordStream _words = new();
    private readonly GramMeter _grams = new();
    private readonly LineEdges _edges = new();
    private readonly LineMeter _lines = new();

    /// <summary>Measures a text. Total: any string is taken, in time linear in its length.</summary>
    public QualityMetrics Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _words.Read(text);
        var top = new int[GramMeter.TopMax - GramMeter.TopMin + 1];
        var repeated = new int[GramMeter.RepeatedMax - GramMeter.RepeatedMin + 1];
        _grams.Measure(_words, top, repeated);
        _edges.Read(text);
        var characters = Quality.Lines.CodePoints(text);
        var lines = _lines.CountLines(text, _edges, characters < text.Length);
        var paragraphs = _lines.CountParagraphs(text);
        var (bullets, ellipses) = CountEdges(text);
        var (stop, sentences) = C4Text.Measure(text, _edges, null);
        return new QualityMetrics
        {
            Characters = characters,
            Words = _words.Count,
            NonSymbolWords = _words.NonSymbolCount,
            NonSymbolCharacters = _words.NonSymbolCharacters,
            LetterWords = _words.LetterCount,
            EnglishStopWords = BitOperations.PopCount(_words.EnglishStopWords),
            ChineseStopWords = BitOperations.PopCount(_words.ChineseStopWords),
            Hashes = text.AsSpan().Count('#'),
            Ellipses = text.AsSpan().Count('…') + text.AsSpan().Count("..."),
            Lines = _edges.Count,
            BulletLines = bullets,
            EllipsisLines = ellipses,
            Paragraphs = paragraphs.Paragraphs,
            RepeatedParagraphs = paragraphs.Repeated,
            RepeatedParagraphCharacters = paragraphs.RepeatedCharacters,
            FeedLines = lines.Lines,
            RepeatedLines = lines.RepeatedLines,
            RepeatedLineCharacters = lines.RepeatedCharacters,
            TopGramCharacters = top,
            RepeatedGramCharacters = repeated,
            LineFeeds = lines.Feeds,
            FilledLines = lines.Filled,
            FinishedLines = lines.Finished,
            ShortLines = lines.Short,
            RepeatedFilledCharacters = lines.RepeatedFilledCharacters,
            C4Stop = stop,
            C4Sentences = sentences,
        };
    }

    private (int Bullets, int Ellipses) CountEdges(ReadOnlySpan<char> text)
    {
        var starts = _edges.Starts;
        var ends = _edges.Ends;
        var (bullets, ellipses) = (0, 0);
        for (var i = 0; i < ends.Length; i++)
        {
            var line = Quality.Lines.Trim(text[starts[i]..ends[i]]);
            if (line.IsEmpty)
            {
                continue;
            }

            bullets += line[0] is '•' or '-' ? 1 : 0;
            ellipses += line[^1] == '…' || (line[^1] == '.' && line.EndsWith("...")) ? 1 : 0;
        }

        return (bullets, ellipses);
    }
}
