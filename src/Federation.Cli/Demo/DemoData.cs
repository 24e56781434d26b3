namespace Federation.Cli.Demo;

/// <summary>Writes three silos of made-up data: Parquet, JSONL and SQLite.</summary>
internal static class DemoData
{
    private const int NotesPerSilo = 1_500;

    /// <summary>Writes all files; the same bytes of data at every run.</summary>
    /// <param name="folder">Where to; made if missing. Each silo gets a folder in it.</param>
    /// <param name="peopleCount">How many people each silo knows.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task<IReadOnlyList<DemoFile>> WriteAsync(
        string folder, int peopleCount, CancellationToken cancellationToken)
    {
        var files = new List<DemoFile>();
        string PathOf(string silo, string file) =>
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, silo)).FullName, file);

        var hospital = new DemoPeople("hospital", seed: 11).Make(peopleCount).ToList();
        var path = PathOf("hospital", "people.parquet");
        await DemoTables.WriteParquetAsync(path, hospital, cancellationToken);
        files.Add(new DemoFile("hospital", "people", path, hospital.Count));

        var shop = new DemoPeople("shop", seed: 22).Make(peopleCount).ToList();
        path = PathOf("shop", "people.jsonl");
        await DemoTables.WriteJsonLinesAsync(path, shop, cancellationToken);
        files.Add(new DemoFile("shop", "people", path, shop.Count));

        var chat = new DemoPeople("chat", seed: 33).Make(peopleCount).ToList();
        path = PathOf("chat", "people.sqlite");
        await DemoTables.WriteSqliteAsync(path, chat, cancellationToken);
        files.Add(new DemoFile("chat", "people", path, chat.Count));

        foreach (var (silo, seed) in new[] { ("shop", 44), ("chat", 55) })
        {
            var notes = new DemoNotes(silo, seed).Make(NotesPerSilo).ToList();
            path = PathOf(silo, "notes.jsonl");
            await DemoTables.WriteJsonLinesAsync(path, notes, cancellationToken);
            files.Add(new DemoFile(silo, "notes", path, notes.Count));
        }

        return files;
    }
}
