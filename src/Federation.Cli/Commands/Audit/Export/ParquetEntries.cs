using Federation.Audit;
using Parquet;
using Parquet.Schema;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>Entries as rows of a Parquet file, ten thousand a row group.</summary>
internal sealed class ParquetEntries : IEntryWriter
{
    private const int GroupRowsCount = 10_000;

    private static readonly DataField[] Texts =
    [
        .. ((string[])[
            "origin", "leaf_hash", "writer", "access_id", "event", "trainer", "agreement", "purpose", "dataset",
            "lineage",
        ]).Select(name => new DataField<string>(name)),
    ];

    private static readonly DataField[] Numbers =
    [
        .. ((string[])["index", "recorded_unix_ms", "epsilon_micros", "records_count", "length_bytes"])
            .Select(name => new DataField<long>(name)),
    ];

    private readonly ParquetWriter _writer;
    private readonly List<ExportedEntry> _rows = [];

    private ParquetEntries(ParquetWriter writer) => _writer = writer;

    public static async Task<ParquetEntries> CreateAsync(Stream target, CancellationToken cancellationToken) => new(
        await ParquetWriter.CreateAsync(
            new ParquetSchema([.. Texts, .. Numbers]), target, cancellationToken: cancellationToken));

    /// <inheritdoc/>
    public async Task WriteAsync(ExportedEntry entry, CancellationToken cancellationToken)
    {
        _rows.Add(entry);
        if (_rows.Count == GroupRowsCount)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0)
        {
            await FlushAsync(cancellationToken);
        }

        await _writer.DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var texts = _rows.ConvertAll(TextsOf);
        var numbers = _rows.ConvertAll(NumbersOf);
        using var group = _writer.CreateRowGroup();
        foreach (var (place, field) in Texts.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await group.WriteAsync(field, texts.Select(row => row[place]).ToArray());
        }

        foreach (var (place, field) in Numbers.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await group.WriteAsync<long>(
                field, numbers.Select(row => row[place]).ToArray(), cancellationToken: cancellationToken);
        }

        _rows.Clear();
    }

    private static string[] TextsOf(ExportedEntry row) =>
    [
        row.Origin, Convert.ToHexStringLower(row.LeafHash), row.Entry.Writer, row.Entry.AccessId,
        EntryFacts.WhatOf(row), row.Intent?.TrainerFingerprint ?? "", row.Intent?.Agreement ?? "",
        row.Intent?.Purpose ?? "", EntryFacts.DatasetOf(row), EntryFacts.LineageOf(row),
    ];

    private static long[] NumbersOf(ExportedEntry row) =>
    [
        row.Index, row.Entry.RecordedUnixMs, EntryFacts.CostOf(row.Entry)?.EpsilonMicros ?? 0,
        row.Entry.Release?.RecordsCount ?? 0, row.Entry.Release?.LengthBytes ?? 0,
    ];
}
