using Federation.Curation.Detection;
using Federation.Curation.Detection.Names;
using Federation.Curation.Evaluation;
using Federation.Curation.Views;

namespace Federation.Curation.Models;

/// <summary>
/// Trains a model by the averaged perceptron (Collins 2002): where the best row of tags is not the labelled one, the
/// features of the labelled one gain and those of the best one lose. The same texts in the same order give the same
/// model, bit by bit. Not for several threads at once.
/// </summary>
public sealed class ModelTrainer
{
    private const int AverageScale = 64;

    private readonly int[] _weights = new int[NameTags.Count << NameModel.Bits];
    private readonly long[] _sums = new long[NameTags.Count << NameModel.Bits];
    private readonly int[] _transitions = new int[NameTags.Count * NameTags.Count];
    private readonly long[] _transitionSums = new long[NameTags.Count * NameTags.Count];
    private readonly ModelReader _reader = new();
    private readonly List<Hit> _hits = [];
    private long _step = 1;
    private byte[] _gold = [];

    /// <summary>How many units were taken for something else than they are, since the start.</summary>
    public long MistakesCount { get; private set; }

    /// <summary>Learns from one labelled text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">Its labels; those that mean no person and no address are passed over.</param>
    public void Learn(string text, IReadOnlyList<LabelledSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spans);
        var view = NormalisedView.Of(text);
        _hits.Clear();
        NameScan.Find(view.Text, _hits);
        _reader.Read(view.Text, _hits, 0, view.Text.Length);
        var units = _reader.Units;
        MarkGold(view, units, spans);
        var found = _reader.Tag<int>(_weights, _transitions);
        var (goldBefore, foundBefore) = (0, 0);
        for (var i = 0; i < units.Count; i++)
        {
            var (gold, tag) = (_gold[i], found[i]);
            if (gold != tag)
            {
                MistakesCount++;
                Move(i, gold, tag);
            }

            if (gold != tag || goldBefore != foundBefore)
            {
                MoveTransition((goldBefore * NameTags.Count) + gold, 1);
                MoveTransition((foundBefore * NameTags.Count) + tag, -1);
            }

            (goldBefore, foundBefore) = (gold, tag);
        }

        _step++;
    }

    /// <summary>The model of everything learnt so far: the mean of all weights on the way, rounded.</summary>
    public NameModel ToModel()
    {
        var weights = new short[_weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = short.CreateSaturating(Mean(_weights[i], _sums[i]));
        }

        var transitions = new int[_transitions.Length];
        for (var i = 0; i < transitions.Length; i++)
        {
            transitions[i] = int.CreateSaturating(Mean(_transitions[i], _transitionSums[i]));
        }

        return new NameModel(weights, transitions);
    }

    private long Mean(int weight, long sum) => ((weight * _step) - sum) * AverageScale / _step;

    private void Move(int unit, byte gold, byte found)
    {
        Span<int> places = stackalloc int[UnitFeatures.Count];
        UnitFeatures.Read(_reader.Units, _reader.Votes, unit, NameModel.Bits, places);
        foreach (var place in places)
        {
            var (up, down) = ((place * NameTags.Count) + gold, (place * NameTags.Count) + found);
            _weights[up]++;
            _sums[up] += _step;
            _weights[down]--;
            _sums[down] -= _step;
        }
    }

    private void MoveTransition(int place, int change)
    {
        _transitions[place] += change;
        _transitionSums[place] += change * _step;
    }

    private void MarkGold(NormalisedView view, TextUnits units, IReadOnlyList<LabelledSpan> spans)
    {
        if (_gold.Length < units.Count)
        {
            _gold = new byte[Math.Max(units.Count, 2 * _gold.Length)];
        }

        _gold.AsSpan(0, units.Count).Clear();
        foreach (var span in spans.Where(span => !LabelMap.IsOptional(span.Label)))
        {
            var types = LabelMap.TypesOf(span.Label);
            if (types.Contains(PiiType.Person) || types.Contains(PiiType.Address))
            {
                Mark(view, units, span, types.Contains(PiiType.Person) ? NameTag.PersonBegin : NameTag.AddressBegin);
            }
        }
    }

    private void Mark(NormalisedView view, TextUnits units, LabelledSpan span, NameTag begin)
    {
        var isFirst = true;
        for (var i = 0; i < units.Count; i++)
        {
            var start = view.StartOf(units.StartOf(i));
            if (start >= span.End16)
            {
                break;
            }

            if (start >= span.Start16)
            {
                _gold[i] = (byte)(isFirst ? begin : begin + 1);
                isFirst = false;
            }
        }
    }
}
