using System.Text;
using Federation.Adapter.Explanations;
using Federation.Curation;
using Federation.Hosting.Configuration;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Drafts;

/// <summary>Writes the text of a draft: each key with what it means, each guess with its mark.</summary>
internal sealed class DraftText(string dataset, StoreOptions options, string shownPath, string? unit, long rowsCount)
{
    private const string Guess = YamlScalar.Unconfirmed + " ";
    private const long RowsMaxMin = 1_000;
    private const long RowsMaxMax = 1_000_000_000_000;
    private readonly StringBuilder _text = new();
    private int _guessesCount;

    public DraftedPolicy Write(IReadOnlyList<ColumnProfile> columns, IReadOnlyList<string> leftOut)
    {
        WriteHead();
        WriteUnit();
        WriteColumns(columns, leftOut);
        WriteBudget();
        WriteSamples(columns);
        Lines($"""

            # Who may ask. 'federation adapter grant' adds an agreement, bound to a trainer's key. None: nothing leaves.
            agreements: []
            """);
        return new DraftedPolicy(_text.ToString(), columns.Count, _guessesCount);
    }

    private void WriteHead() => Lines($"""
        # A first policy, drafted from a look at the data. Read every line: the adapter refuses to start while a
        # value is marked as a guess. Replace it, or remove the mark where it is what you want.
        # Bounds, values and row counts that the data show are private themselves (the highest income is somebody's
        # income): write what is known without looking at the data, such as 0 to 120 for an age.
        # 'federation adapter check --policies FILE' says in plain words what then can leave and what cannot.

        # The dataset's name in the federation: a-z, 0-9 and '-', 2 to 63 characters.
        dataset: {dataset}
        # One line for trainers; it is shown in the catalogue, so it must hold nothing private.
        description: {Mark(YamlText.Quoted("Say in one line what these data are"))}
        # For what may be asked at all; each agreement picks from these. Names of your choice: a-z, 0-9 and '-'.
        purposes: [{Mark("research")}]

        # Where the data are: kind is csv, parquet, jsonl or sqlite (with 'table'). A relative path starts at this
        # file's folder. The file is only ever read.
        store:
          kind: {KindWord}
          path: {YamlText.Quoted(shownPath)}{(options.Table is { } table ? $"\n  table: {YamlText.Quoted(table)}" : "")}
        # The source whose privacy budget is spent: datasets about the same people must name the same lineage.
        lineage: {dataset}
        # The snapshot of the data, from 1. Raise it by one when the data change: earlier answers still count.
        epoch: 1
        # A ceiling for the number of rows, with room to grow. It sizes numbers and the time after which replies
        # leave (20 ms and 1 ms more for 5,000 rows, at most 2 s; 'replySlotMs' says it outright): up to 10^12.
        rowsMax: {Mark(RowsMaxOf(rowsCount).ToString(System.Globalization.CultureInfo.InvariantCulture))}
        """);

    private void WriteUnit() => Lines(unit is null
        ? $"""

            # Who is protected. 'each-row: true' is right only if nobody has more than one row. If a person, patient
            # or author can have several, write the column that tells them apart, as 'unit: {"{column: NAME}"}'.
            unit:
              each-row: {Mark("true")}
            # How many records of one unit count in an answer, 1 or more. Each row is a unit, so 1.
            recordsPerUnit: 1
            # What tells records apart: {"{column: NAME}"} of a stable id, or {"{content-hash: true}"}.
            recordId:
              content-hash: true
            """
        : $"""

            # Who is protected: the column whose value is the same in all records of one person, patient or author.
            unit:
              column: {YamlText.Quoted(unit)}
            # How many records of one unit count in an answer, 1 or more; the rest of that unit is left out. More
            # keeps more data and needs more noise in proportion.
            recordsPerUnit: {Mark("1")}
            # What tells records apart: {"{column: NAME}"} of a stable id, or {"{content-hash: true}"}.
            recordId:
              content-hash: true
            """);

    private void WriteColumns(IReadOnlyList<ColumnProfile> columns, IReadOnlyList<string> leftOut)
    {
        Lines($"""

            # The columns that may be asked about: remove those that nobody should ask about. type: integer, number,
            # text or boolean. With 'bounds' a column can be summed and averaged: lower and upper as publicly known,
            # in the column's own unit; what lies outside counts as the nearer bound; step is the grain of the answer
            # and divides the range (noise grows with the range, not with finer steps). 'onNull', 'onNaN' and
            # 'onInfinity' say what such values become: exclude, lower or upper. With 'domain' a column can be grouped
            # by: list the public values, also those that may be missing from the data; others are never named.
            columns:
            """);
        foreach (var column in columns)
        {
            WriteColumn(column);
        }

        foreach (var name in leftOut)
        {
            Lines("  # left out, as its name is empty, too long or not unique: " +
                YamlText.Quoted(Words.OneLine(name)));
        }
    }

    private void WriteColumn(ColumnProfile column)
    {
        Lines($"  - name: {YamlText.Quoted(column.Name)}");
        Lines($"    type: {Words.Of(column.Kind)}");
        if (column.LooksLikeId)
        {
            Lines("    # No bounds: each value seems to be another one, as ids are.");
        }
        else if (column is { Kind: ColumnKind.Integer or ColumnKind.Number, Min: { } min, Max: { } max }
            && BoundsGuess.Around(min, max, column.Kind == ColumnKind.Integer) is { } bounds)
        {
            Lines($"""
                    bounds:
                      lower: {Mark(Words.Number(bounds.Lower))}
                      upper: {Mark(Words.Number(bounds.Upper))}
                      step: {Mark(Words.Number(bounds.Step))}
                    onNull: exclude
                """);
            if (column.Kind == ColumnKind.Number)
            {
                Lines("    onNaN: exclude\n    onInfinity: exclude");
            }
        }

        if (column.Kind == ColumnKind.Date)
        {
            WriteDays(column.Days ?? (CalendarDay.DaysMin, CalendarDay.DaysMax));
        }

        var values = column.Kind == ColumnKind.Boolean ? ["true", "false"] : column.FewValues;
        if (values.Count > 0)
        {
            Lines("    domain:");
            foreach (var value in values)
            {
                Lines($"      - {Mark(column.Kind == ColumnKind.Text ? YamlText.Quoted(value) : value)}");
            }
        }
    }

    /// <summary>Whole years around what was seen, so that no single day of the data shows.</summary>
    private void WriteDays((long First, long Last) days) => Lines($"""
            bounds:
              lower: {Mark(CalendarDay.Format(CalendarDay.StartOf(days.First, CalendarUnit.Year)))}
              upper: {Mark($"{CalendarDay.Format(days.Last)[..4]}-12-31")}
            onNull: exclude
        """);

    private void WriteBudget() => Lines($"""

        # How much may be learned, as privacy loss ε: 0.000001 up to 10 a request and up to 100 in all, at most six
        # decimals. One answer at ε makes no conclusion about one unit more than e^ε times as likely: 0.1 is strict
        # (1.11 times), 1 is common (2.72 times), above 3 little protection is left. Spent ε never comes back.
        budget:
          # All trainers together, over all epochs, for the whole lineage.
          lineageEpsilon: {Mark("3")}
          # One trainer in all; at most lineageEpsilon.
          trainerEpsilon: {Mark("1")}
          # One request; at most trainerEpsilon.
          requestEpsilon: {Mark("0.5")}
          # Many small answers cost less together where the guarantee may fail with a tiny probability δ. Remove the
          # '# ' to allow that; keep δ far below 1 over the number of units. selectionDelta is the part that answers
          # which select keys may spend, requestDelta the most that one request may ask for.
          # lineageDelta: 1e-9
          # selectionDelta: 5e-10
          # requestDelta: 1e-10
          # Whether trainers may see what is left of the lineage: it tells them what others spent.
          # showLineage: true
          # What may be spent for one purpose over all trainers.
          # purposeLimits:
          #   - purpose: research
          #     epsilon: 1
        """);

    private void WriteSamples(IReadOnlyList<ColumnProfile> columns)
    {
        var texts = columns.Where(column => column.Kind == ColumnKind.Text).ToList();
        Lines("""

            # Samples let records themselves leave, without noise, after the filter. Remove the '# ' below to offer
            # them. Each text column names what is cut from it ('none-public' only if every value is public already).
            # 'person' and 'address' are judgments that miss some. docs/filter.md has the keys of a column that choose
            # what stands in the place of a cut, and hold texts back by language, quality, likeness or evaluation files.
            # unitsMax: how many different units are ever shown, over all trainers. recordsPerRequest: up to 10^6.
            # samples:
            #   columns:
            """);
        foreach (var column in texts.Count > 0 ? texts : columns.Take(1))
        {
            Lines($"#     - name: {YamlText.Quoted(column.Name)}");
            if (column.Kind == ColumnKind.Text)
            {
                Lines($"#       redactors: [{string.Join(", ", RedactorCatalog.Names)}]");
            }
        }

        Lines("#   unitsMax: 1000\n#   recordsPerRequest: 100");
    }

    private string KindWord => options.Kind switch
    {
        StoreKind.Csv => "csv",
        StoreKind.Parquet => "parquet",
        StoreKind.JsonLines => "jsonl",
        _ => "sqlite",
    };

    private static long RowsMaxOf(long rowsCount)
    {
        var rowsMax = RowsMaxMin;
        while (rowsMax < 2 * rowsCount && rowsMax < RowsMaxMax)
        {
            rowsMax *= 10;
        }

        return rowsMax;
    }

    /// <summary>Puts the mark before a value, inside its quotes where it has some.</summary>
    private string Mark(string value)
    {
        _guessesCount++;
        return value.StartsWith('"') ? $"\"{Guess}{value[1..]}" : Guess + value;
    }

    private void Lines(string lines) => _text.Append(lines).Append('\n');
}
