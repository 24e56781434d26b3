using Federation.Contracts.Type.V1;

namespace Federation.Client.Samples;

/// <summary>Writes records in one format.</summary>
internal interface IRecordWriter : IAsyncDisposable
{
    /// <summary>Appends records of one silo.</summary>
    Task WriteAsync(string silo, IReadOnlyList<SampleRecord> records, CancellationToken cancellationToken);
}
