using System.Text.Json;
using Federation.Audit;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>An entry as a W3C PROV-JSON document: an access uses a dataset, is run by a silo for a trainer, and makes a
/// release.</summary>
internal static class ProvDocument
{
    public static void Write(Utf8JsonWriter json, ExportedEntry exported)
    {
        var access = exported.Intent is null
            ? Name("preparation", EntryFacts.IdOf(exported))
            : Name("access", exported.Entry.AccessId);
        var trainer = exported.Intent is { } intent ? Name("trainer", intent.TrainerFingerprint) : null;
        var dataset = Name("dataset", EntryFacts.DatasetOf(exported));
        var writer = Name("party", exported.Entry.Writer);
        json.WriteStartObject();
        json.WriteStartObject("prefix");
        json.WriteString("fed", "urn:federation-gateway:");
        json.WriteEndObject();
        json.WriteStartObject("agent");
        if (trainer is not null)
        {
            WriteEmpty(json, trainer);
        }

        WriteEmpty(json, writer);
        json.WriteEndObject();
        json.WriteStartObject("activity");
        json.WriteStartObject(access);
        json.WriteString("prov:startTime", EntryFacts.TimeOf(exported));
        foreach (var (name, value) in EntryFacts.DetailsOf(exported))
        {
            json.WriteString($"fed:{name}", value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        WriteEntities(json, exported, access, dataset);
        WriteRelation(json, "used", "_:used", ("prov:activity", access), ("prov:entity", dataset));
        WriteRelation(json, "wasAssociatedWith", "_:by", ("prov:activity", access), ("prov:agent", writer));
        if (trainer is not null)
        {
            WriteRelation(json, "actedOnBehalfOf", "_:for", ("prov:delegate", writer), ("prov:responsible", trainer));
        }

        json.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter json, ExportedEntry exported, string access, string dataset)
    {
        var release = exported.Entry.Release is { } record
            ? Name("release", Convert.ToHexStringLower(record.ReleaseDigest.Span)) : null;
        json.WriteStartObject("entity");
        WriteEmpty(json, dataset);
        if (release is not null)
        {
            WriteEmpty(json, release);
        }

        json.WriteEndObject();
        if (release is not null)
        {
            WriteRelation(json, "wasGeneratedBy", "_:made", ("prov:entity", release), ("prov:activity", access));
            WriteRelation(
                json, "wasDerivedFrom", "_:from", ("prov:generatedEntity", release), ("prov:usedEntity", dataset));
        }
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
    }

    private static void WriteRelation(
        Utf8JsonWriter json, string relation, string id, params (string Name, string Value)[] ends)
    {
        json.WriteStartObject(relation);
        json.WriteStartObject(id);
        foreach (var (name, value) in ends)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Name(string kind, string value) => $"fed:{kind}/{(value.Length == 0 ? "unknown" : value)}";
}
