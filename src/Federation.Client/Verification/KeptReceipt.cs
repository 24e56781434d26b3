using System.Security.Cryptography;
using Federation.Audit;
using Federation.Client.Samples;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Client.Verification;

/// <summary>What a trainer keeps, in the form in which it is held against logs.</summary>
public static class KeptReceipt
{
    /// <summary>Takes from a receipt what a reconciliation needs; nothing is checked yet.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="file">The receipt.</param>
    public static TrainerReceipt Read(string name, ReceiptFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var envelope = file.Release.Envelope ?? new Envelope();
        var receipt = file.Release.Receipt ?? new Receipt();
        return new TrainerReceipt(
            name, receipt.Entry.Memory, receipt.Proof, file.LogVerifierKey,
            file.IsOfBroker ? default : SHA256.HashData(envelope.Payload.Span), CostOf(envelope));
    }

    private static LoggedCost CostOf(Envelope envelope)
    {
        try
        {
            var stated = envelope.PayloadType switch
            {
                PayloadTypes.StatisticRelease => StatisticRelease.Parser.ParseFrom(envelope.Payload).LineageCost,
                PayloadTypes.RemovalReport => RemovalReport.Parser.ParseFrom(envelope.Payload).LineageCost,
                _ => null,
            };
            return stated is { } cost
                ? new LoggedCost(cost.EpsilonMicros, cost.RhoMicros, cost.DeltaFemtos, IsKnown: true)
                : default;
        }
        catch (InvalidProtocolBufferException)
        {
            return default; // The digest covers the bytes; whoever reads them will see.
        }
    }
}
