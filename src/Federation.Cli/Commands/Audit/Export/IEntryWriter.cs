using Federation.Audit;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>Writes entries in one format, one after the other.</summary>
internal interface IEntryWriter : IAsyncDisposable
{
    /// <summary>Takes the next entry.</summary>
    Task WriteAsync(ExportedEntry entry, CancellationToken cancellationToken);

    /// <summary>Writes what is left; the file is whole then.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}
