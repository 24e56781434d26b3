namespace Federation.Curation.Quality;

/// <summary>The decisions of the published quality filters on a text.</summary>
/// <remarks>
/// The filters for English say little of Chinese: Gopher and C4 drop most sound Chinese text. Of Chinese, ask
/// <see cref="FineWeb2Chinese"/>.
/// </remarks>
public static class QualityVerdicts
{
    /// <summary>Gopher's bounds on words.</summary>
    public const string GopherQuality = "gopher_quality";

    /// <summary>Gopher's bounds on repetition.</summary>
    public const string GopherRepetition = "gopher_repetition";

    /// <summary>C4.</summary>
    public const string C4 = "c4";

    /// <summary>FineWeb.</summary>
    public const string FineWeb = "fineweb";

    /// <summary>FineWeb-2 as it was configured for Chinese.</summary>
    public const string FineWeb2Chinese = "fineweb2_cmn";

    /// <summary>The decisions on a text, under the published thresholds.</summary>
    public static IReadOnlyList<QualityVerdict> Of(string text) =>
        Of(new QualityMeter().Measure(text), QualityRecipe.Published);

    /// <summary>The decisions on a text that was measured.</summary>
    public static IReadOnlyList<QualityVerdict> Of(QualityMetrics metrics, QualityRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(recipe);
        var chinese = recipe.ChineseRepetition.Reason(metrics) ?? recipe.ChineseLines.Reason(metrics)
            ?? recipe.ChineseWords.Reason(metrics);
        return
        [
            Verdict(GopherQuality, recipe.GopherQuality.Reason(metrics)),
            Verdict(GopherRepetition, recipe.GopherRepetition.Reason(metrics)),
            Verdict(C4, recipe.C4.Reason(metrics)),
            Verdict(FineWeb, recipe.FineWeb.Reason(metrics)),
            Verdict(FineWeb2Chinese, chinese),
        ];
    }

    private static QualityVerdict Verdict(string filter, string? reason) => new(filter, reason is null, reason);
}
