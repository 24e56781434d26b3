using Federation.Adapter.AnswerFiles;
using Federation.Adapter.Budgets;
using Federation.Adapter.Requests;
using Federation.Answers;
using Federation.Contracts.Type.V1;
using NoiseKind = Federation.Answers.NoiseKind;

namespace Federation.Adapter.Releases;

/// <summary>The noisy integers of earlier answers to the same question, which a more precise one is made of,
/// too.</summary>
/// <remarks>Read before any data is: what is lost refuses while no exact value exists.</remarks>
internal sealed class EarlierDraws
{
    /// <summary>The part of an answer's file that holds its own draw.</summary>
    public const int OwnDrawPart = 1;

    private readonly IReadOnlyList<StatisticRelease> _draws;

    private EarlierDraws(IReadOnlyList<StatisticRelease> draws) => _draws = draws;

    /// <summary>Whether there are none: the answer is the first.</summary>
    public bool IsEmpty => _draws.Count == 0;

    /// <summary>Reads what an answer is to be put together with.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">Stored bytes are lost.</exception>
    public static EarlierDraws Read(FundedQuery funded, AnswerStore answers)
    {
        var draws = funded.Refined.Select(stored => ReadOne(stored, answers)).ToList();
        return draws.TrueForAll(draw => draw.Cells.Count == funded.Plan.CellsCount
                && draw.Components.Count == funded.Plan.Components.Count + funded.Plan.Quantiles.Count
                && draw.Cells.All(cell => cell.Values.Count == funded.Plan.ValuesCount))
            ? new EarlierDraws(draws)
            : throw Refusals.RequestReplayed();
    }

    /// <summary>Puts a draw together with the earlier ones: the smallest variance that all of them give.</summary>
    /// <param name="release">Takes components and cells.</param>
    /// <param name="draw">The newest draw, over the same components and cells.</param>
    public void Combine(StatisticRelease release, StatisticRelease draw)
    {
        StatisticRelease[] all = [.. _draws, draw];
        var noises = new List<NoiseDistribution>();
        for (var index = 0; index < draw.Components.Count; index++)
        {
            var noise = Refinement.NoiseOf([.. all.Select(one => NoiseOf(one.Components[index].Noise))]);
            var component = draw.Components[index].Clone();
            component.Noise = WireRelease.Format(noise);
            release.Components.Add(component);
            noises.AddRange(Enumerable.Repeat(noise, Math.Max(1, component.ValuesCount)));
        }

        var values = new long[all.Length];
        for (var cell = 0; cell < draw.Cells.Count; cell++)
        {
            var combined = new Cell { Key = { draw.Cells[cell].Key } };
            for (var place = 0; place < noises.Count; place++)
            {
                for (var one = 0; one < all.Length; one++)
                {
                    values[one] = all[one].Cells[cell].Values[place];
                }

                combined.Values.Add(Refinement.Combine(noises[place], values));
            }

            release.Cells.Add(combined);
        }

        release.GroupColumns.Add(draw.GroupColumns);
    }

    /// <summary>Of an answer that refined others, the draw of its own; of a first one, all of it.</summary>
    private static StatisticRelease ReadOne(StoredAnswer stored, AnswerStore answers)
    {
        var bytes = stored.DrawDigest.IsEmpty
            ? answers.Read(stored.AccessId, 0, stored.Digest)
            : answers.Read(stored.AccessId, OwnDrawPart, stored.DrawDigest);
        return StatisticRelease.Parser.ParseFrom(bytes ?? throw Refusals.RequestReplayed());
    }

    private static NoiseDistribution NoiseOf(Noise noise) =>
        new(NoiseKind.DiscreteGaussian, noise.ScaleNumerator, noise.ScaleDenominator);
}
