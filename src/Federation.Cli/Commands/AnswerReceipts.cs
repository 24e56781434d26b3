using Federation.Client.Samples;
using Federation.Client.Statistics;

namespace Federation.Cli.Commands;

/// <summary>Keeps the sealed releases behind an answer.</summary>
internal static class AnswerReceipts
{
    public static async Task KeepAsync(string folder, StatisticAnswer answer, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var silo in answer.Coverage.Where(silo => silo.Sealed is not null))
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{silo.Silo}.receipt.json"),
                ReceiptFile.Write(silo.Silo, silo.LogVerifierKey ?? "", silo.Sealed!), cancellationToken);
        }

        if (answer.BrokerProof is { } proof)
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, "broker.receipt.json"), ReceiptFile.Write(proof), cancellationToken);
        }
    }
}
