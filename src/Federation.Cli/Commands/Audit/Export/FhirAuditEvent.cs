using System.Text.Json;
using Federation.Audit;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>An entry as a FHIR R4 AuditEvent.</summary>
internal static class FhirAuditEvent
{
    private const string Success = "0";
    private const string MinorFailure = "4";

    public static void Write(Utf8JsonWriter json, ExportedEntry exported)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "AuditEvent");
        json.WriteString("id", Convert.ToHexStringLower(exported.LeafHash)); // 64 characters: the most that an id has.
        WriteCoding(json, "type", "http://dicom.nema.org/resources/ontology/DCM", "110112", "Query");
        json.WriteStartArray("subtype");
        WriteCoding(json, null, "urn:federation-gateway:audit", EntryFacts.WhatOf(exported), null);
        json.WriteEndArray();
        json.WriteString("action", "E");
        json.WriteString("recorded", EntryFacts.TimeOf(exported));
        json.WriteString("outcome", EntryFacts.IsFailure(exported) ? MinorFailure : Success);
        if (exported.Intent?.Purpose is { Length: > 0 } purpose)
        {
            json.WriteStartArray("purposeOfEvent");
            json.WriteStartObject();
            json.WriteString("text", purpose);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteAgents(json, exported);
        json.WriteStartObject("source");
        json.WriteString("site", exported.Origin);
        WriteIdentified(json, "observer", exported.Entry.Writer);
        json.WriteEndObject();
        WriteEntity(json, exported);
        json.WriteEndObject();
    }

    private static void WriteAgents(Utf8JsonWriter json, ExportedEntry exported)
    {
        json.WriteStartArray("agent");
        json.WriteStartObject();
        WriteIdentified(
            json, "who", exported.Intent?.TrainerFingerprint is { Length: > 0 } trainer ? trainer : "unknown");
        json.WriteBoolean("requestor", true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEntity(Utf8JsonWriter json, ExportedEntry exported)
    {
        json.WriteStartArray("entity");
        json.WriteStartObject();
        WriteIdentified(json, "what", EntryFacts.DatasetOf(exported) is { Length: > 0 } dataset ? dataset : "unknown");
        json.WriteStartArray("detail");
        foreach (var (name, value) in EntryFacts.DetailsOf(exported))
        {
            json.WriteStartObject();
            json.WriteString("type", name);
            json.WriteString("valueString", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteIdentified(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("identifier");
        json.WriteString("value", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCoding(Utf8JsonWriter json, string? name, string system, string code, string? display)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("system", system);
        json.WriteString("code", code);
        if (display is not null)
        {
            json.WriteString("display", display);
        }

        json.WriteEndObject();
    }
}
