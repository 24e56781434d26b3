namespace Federation.Curation.Detection.Names;

/// <summary>Words in and around names of persons in English text; written for this project.</summary>
internal static class NameNeighbours
{
    /// <summary>Before names, as a part of them.</summary>
    private const string Titles =
        "mr mrs ms miss dr prof sir madam madame mister mme herr frau";

    /// <summary>Between names.</summary>
    private const string Particles =
        "van von der den de da di del la le bin al dos du ter ten st";

    /// <summary>Behind names.</summary>
    private const string Suffixes =
        "jr sr ii iii iv phd md";

    /// <summary>Behind which a name stands, nearly always.</summary>
    private const string StrongBefore =
        "name named calls user dear hi hello hey starring directed producer commenter actor actress "
        + "singer author said says told asked contact attn guardian founder president chairman minister "
        + "senator captain colonel professor doctor uncle aunt brother sister husband wife maiden novel "
        + "ex-zombie partner signed founders members starred actors early patient client customer "
        + "employee manager regards sincerely cc sender recipient applicant insured";

    /// <summary>Behind which a name may stand.</summary>
    private const string WeakBefore =
        "by to with and me is under like than but him her from a the add tell why or s of for";

    /// <summary>Before which a name stands.</summary>
    private const string StrongAfter =
        "said says lives lived listed had explained shouted spent told asked wrote replied added thinks "
        + "thought born died married plays played stars concert fan was is has will as novel version just "
        + "et argues argued claims claimed notes noted writes directs directed can points pointed were "
        + "and";

    /// <summary>Verbs that things are the subjects of as well.</summary>
    private const string Generic =
        "is was has will can were and as just";

    /// <summary>All lists, with what each says of a word.</summary>
    public static IEnumerable<(string[] Words, WordFacts Fact)> Lists =>
    [
        (Titles.Split(' '), WordFacts.Title),
        (Particles.Split(' '), WordFacts.Particle),
        (Suffixes.Split(' '), WordFacts.Suffix),
        (StrongBefore.Split(' '), WordFacts.StrongBefore),
        (WeakBefore.Split(' '), WordFacts.WeakBefore),
        (StrongAfter.Split(' '), WordFacts.StrongAfter),
        (Generic.Split(' '), WordFacts.Generic),
    ];
}
