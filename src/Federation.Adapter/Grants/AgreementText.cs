using System.Globalization;
using Federation.Adapter.Policies;

namespace Federation.Adapter.Grants;

/// <summary>Writes an agreement as lines of a policy. What it writes has been checked for characters before.</summary>
internal static class AgreementText
{
    private const decimal MicrosPerNat = 1_000_000m;

    public static IReadOnlyList<string> Of(Agreement agreement, string indent) =>
    [
        $"{indent}- id: {agreement.Id}",
        $"{indent}  trainer: {agreement.TrainerFingerprint}",
        $"{indent}  deliveries: [{string.Join(", ", agreement.Deliveries.Select(Of))}]",
        $"{indent}  purposes: [{string.Join(", ", agreement.Purposes)}]",
        $"{indent}  from: {Of(agreement.ValidFrom)}",
        $"{indent}  until: {Of(agreement.ValidUntil)}",
        $"{indent}  quotas: {{epsilon: {Of(agreement.Quotas.EpsilonMicrosMax)}, " +
            $"requests: {agreement.Quotas.RequestsMax}, records: {agreement.Quotas.RecordsMax}}}",
    ];

    private static string Of(DeliveryKind delivery) => delivery == DeliveryKind.Samples ? "samples" : "statistics";

    private static string Of(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Of(long micros) =>
        (micros / MicrosPerNat).ToString("0.######", CultureInfo.InvariantCulture);
}
