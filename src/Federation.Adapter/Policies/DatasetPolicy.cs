using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Policies;

/// <summary>
/// What a holder lets out of one dataset. Already validated: a policy that can be had is a policy that holds.
/// </summary>
public sealed record DatasetPolicy
{
    /// <summary>The dataset's name. Format: <c>[a-z][a-z0-9-]{1,62}</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>What it is, for a person.</summary>
    public required string Description { get; init; }

    /// <summary>Where the data lies.</summary>
    public required StoreOptions Store { get; init; }

    /// <summary>Columns, bounds, domains and the privacy unit.</summary>
    public required DatasetShape Shape { get; init; }

    /// <summary>How much privacy loss is granted.</summary>
    public required BudgetRules Budget { get; init; }

    /// <summary>The purposes for which may be asked at all.</summary>
    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>What a sample may hold; null where samples are not offered.</summary>
    public SampleRules? Samples { get; init; }

    /// <summary>Who may ask, under which terms.</summary>
    public required IReadOnlyList<Agreement> Agreements { get; init; }

    /// <summary>
    /// The slot at whose end a reply leaves, in milliseconds, so that its time tells nothing of data or noise; 0 where
    /// replies leave when they are ready.
    /// </summary>
    public int ReplySlotMs { get; init; }

    /// <summary>Whether a release leaves only once a quorum of witnesses has cosigned the log that has it.</summary>
    public bool RequiresWitnesses { get; init; }

    /// <summary>SHA-256 of the policy file, 32 bytes: it names the rule that decided on every record.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }
}
