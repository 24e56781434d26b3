using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Audit;

/// <summary>One access as a log tells it: what was asked, what was decided, what left.</summary>
/// <param name="AccessId">The access.</param>
/// <param name="Writer">Whose log: <c>adapter/NAME</c> or <c>broker/NAME</c>.</param>
/// <param name="Index">The index of its first entry.</param>
/// <param name="LastIndex">The index of its last entry so far.</param>
/// <param name="StartedUnixMs">When it was asked, in milliseconds since 1970.</param>
/// <param name="Decision">Whether it was allowed.</param>
/// <param name="Reason">Why it was denied; unspecified where it was not.</param>
/// <param name="Delivery">Which way of delivery.</param>
/// <param name="Trainer">The fingerprint of the trainer's key.</param>
/// <param name="Agreement">The agreement that was named.</param>
/// <param name="Purpose">The purpose that was named.</param>
/// <param name="Dataset">The dataset that was named.</param>
/// <param name="Lineage">The lineage that was debited; empty at a broker.</param>
/// <param name="Cost">What was debited from the lineage.</param>
/// <param name="ReleasesCount">How many releases there are.</param>
/// <param name="RecordsCount">How many records left.</param>
/// <param name="LengthBytes">How many bytes left.</param>
/// <param name="Status">How it ended; unspecified where nothing says so yet.</param>
public sealed record LoggedAccess(
    Guid AccessId, string Writer, long Index, long LastIndex, long StartedUnixMs, Decision Decision,
    RefusalReason Reason, Delivery Delivery, string Trainer, string Agreement, string Purpose, string Dataset,
    string Lineage, LoggedCost Cost, int ReleasesCount, long RecordsCount, long LengthBytes, OutcomeStatus Status);
