using System.Text;
using Federation.Adapter.Policies;
using Federation.Adapter.Samples.Preparation;
using Federation.Contracts.Type.V1;
using Federation.Curation;
using Federation.Curation.Crowds;
using Federation.Curation.Duplicates;
using Federation.Curation.Filtering;
using Federation.Curation.KnownValues;
using Federation.Curation.Redaction;
using Federation.Stores;

namespace Federation.Adapter.Samples;

/// <summary>
/// P4: judges the records of one stream, in the fixed order. Texts are judged before anything is cut, so that which
/// records leave is the same for every trainer and release, whatever columns are asked for.
/// </summary>
internal sealed class RecordFilter
{
    private const int RecordLengthBytesMax = 256 * 1024;

    private readonly SampleLayout _layout;
    private readonly PreparedSamples _prepared;
    private readonly int[] _asked;
    private readonly TextFilter[] _filters;
    private readonly DuplicateGate?[] _gates;
    private readonly ParagraphGate?[] _paragraphs;
    private readonly Redactor[] _redactors;
    private readonly CrowdRule? _crowd;

    /// <summary>Begins a stream.</summary>
    /// <param name="layout">What is read of each record.</param>
    /// <param name="asked">The columns that leave, each one of the policy's.</param>
    /// <param name="prepared">What is known of the whole dataset.</param>
    /// <param name="key">The key of pseudonyms and surrogates of this release to this trainer.</param>
    public RecordFilter(
        SampleLayout layout, IReadOnlyList<SampleColumn> asked, PreparedSamples prepared, PseudonymKey key)
        : this(layout, asked, prepared, key, hasGates: true)
    {
    }

    private RecordFilter(
        SampleLayout layout, IReadOnlyList<SampleColumn> asked, PreparedSamples prepared, PseudonymKey key,
        bool hasGates)
    {
        (_layout, _prepared) = (layout, prepared);
        var columns = layout.Rules.Columns;
        _asked = [.. asked.Select(column => columns.Index().First(other => other.Item.Name == column.Name).Index)];
        _filters = [.. columns.Select(column => new TextFilter(column.Text))];
        _gates =
        [
            .. columns.Index().Select(column => hasGates && column.Item.Text.DropsDuplicates
                ? new DuplicateGate(prepared.NearDuplicates.GetValueOrDefault(column.Index)) : null),
        ];
        _paragraphs =
            [.. columns.Select(column => hasGates && column.Text.CutsParagraphs ? new ParagraphGate() : null)];
        _redactors = [.. columns.Select(column => Redactor.Of(column.Redaction with { Key = key }))];
        _crowd = prepared.Crowd is not { } spans || layout.Rules.Crowd is not { } rule ? null : new CrowdRule(
            new SpanReader(rule.Words, rule.Characters, spans.Seed), spans.Common, rule.HoldsBack);
    }

    /// <summary>A filter that judges every record by itself: what becomes of it is a function of the records of its own
    /// privacy unit and of what was released about the whole dataset. No other record makes it a duplicate, and no
    /// other unit's values are cut from it.</summary>
    /// <inheritdoc cref="RecordFilter(SampleLayout, IReadOnlyList{SampleColumn}, PreparedSamples, PseudonymKey)"/>
    public static RecordFilter OneByOne(
        SampleLayout layout, IReadOnlyList<SampleColumn> asked, PreparedSamples prepared, PseudonymKey key) =>
        new(layout, asked, prepared with { HolderValues = KnownValueIndex.Empty }, key, hasGates: false);

    /// <summary>Judges the next record.</summary>
    /// <param name="values">Its values, in the order of the layout.</param>
    /// <returns>What leaves of it; or no record, and why it is held back.</returns>
    public (SampleRecord? Record, DropReason Reason) Judge(IReadOnlyList<string?> values)
    {
        var texts = new string?[_filters.Length];
        var reason = Extract(values, texts);
        if (reason != DropReason.None)
        {
            return (null, reason);
        }

        for (var i = 0; i < texts.Length; i++)
        {
            reason = texts[i] is { } text ? JudgeText(i, text) : DropReason.None;
            if (reason != DropReason.None)
            {
                return (null, reason);
            }
        }

        reason = CutParagraphs(texts);
        reason = reason == DropReason.None ? Redact(values, texts) : reason;
        if (reason != DropReason.None)
        {
            return (null, reason);
        }

        var record = new SampleRecord();
        foreach (var place in _asked)
        {
            record.Fields.Add(texts[place] is { } text ? new SampleField { Text = text } : new SampleField());
        }

        Accept(texts);
        return (record, DropReason.None);
    }

    /// <summary>The texts that the values say; a value that misfits its column counts as missing.</summary>
    private DropReason Extract(IReadOnlyList<string?> values, string?[] texts)
    {
        var lengthBytes = 0L;
        for (var i = 0; i < texts.Length; i++)
        {
            if (values[i] is { } value && ColumnFit.OfValue(value, _layout.Rules.Columns[i].Kind))
            {
                lengthBytes += Encoding.UTF8.GetByteCount(value);
                if (lengthBytes > RecordLengthBytesMax)
                {
                    return DropReason.TooLarge;
                }

                texts[i] = _filters[i].Extract(value);
            }
        }

        return DropReason.None;
    }

    private DropReason JudgeText(int place, string text)
    {
        var reason = _filters[place].Judge(text);
        return reason == DropReason.None && _gates[place] is { } gate ? gate.Look(text) : reason;
    }

    /// <summary>Cuts what left before; a text of which nothing is left says what others say.</summary>
    private DropReason CutParagraphs(string?[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is { } text && _paragraphs[i] is { } gate)
            {
                texts[i] = gate.Cut(text);
                if (texts[i]!.Length < text.Length && string.IsNullOrWhiteSpace(texts[i]))
                {
                    return DropReason.Duplicate;
                }
            }
        }

        return DropReason.None;
    }

    private DropReason Redact(IReadOnlyList<string?> values, string?[] texts)
    {
        if (KnownOf(values) is not { } known)
        {
            return DropReason.Unprepared;
        }

        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is not { } text)
            {
                continue;
            }

            var isRedacted = _layout.Rules.Columns[i].IsRedacted;
            var own = isRedacted ? known : [];
            var result = _redactors[i].Redact(text, own, isRedacted ? _crowd : null);
            if (result.IsDropped || result.IsRare)
            {
                return result.IsRare ? DropReason.Rare : DropReason.Dropped;
            }

            if (!_redactors[i].IsClean(result.Text, own))
            {
                return DropReason.Leak;
            }

            texts[i] = result.Text;
        }

        return DropReason.None;
    }

    /// <summary>What is known of the record's own unit, and of everybody where the policy says so; null where the unit
    /// was not there when the dataset was prepared.</summary>
    private IReadOnlyList<KnownValueIndex>? KnownOf(IReadOnlyList<string?> values)
    {
        if (_layout.Rules.KnownValues is not { } rules)
        {
            return [];
        }

        var own = new KnownValueBuilder(isHolderWide: false);
        foreach (var (kind, value) in _layout.KnownOf(values))
        {
            own.Add(kind, value);
        }

        if (_layout.HasUnit)
        {
            if (!_prepared.UnitValues.TryGetValue(_layout.UnitOf(values) ?? "", out var others))
            {
                return null;
            }

            foreach (var (kind, value) in others)
            {
                own.Add(kind, value);
            }
        }

        return rules.IsHolderWide ? [own.Build(), _prepared.HolderValues] : [own.Build()];
    }

    /// <summary>Texts like those of a record that leaves may not follow it.</summary>
    private void Accept(string?[] texts)
    {
        for (var i = 0; i < _gates.Length; i++)
        {
            if (texts[i] is not null)
            {
                _gates[i]?.Accept();
                _paragraphs[i]?.Accept();
            }
        }
    }
}
