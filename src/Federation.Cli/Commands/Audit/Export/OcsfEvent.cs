using System.Text.Json;
using Federation.Audit;
using Federation.Contracts.Audit.V1;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>An entry as an event of the Open Cybersecurity Schema Framework: Datastore Activity, class 6005.</summary>
internal static class OcsfEvent
{
    private const int ClassUid = 6005;
    private const int CategoryUid = 6;
    private const int Informational = 1;
    private const int Low = 2;
    private const int ReadActivity = 1;
    private const int QueryActivity = 4;
    private const int OtherActivity = 99;
    private const int OtherDatabase = 99;

    public static void Write(Utf8JsonWriter json, ExportedEntry exported)
    {
        var entry = exported.Entry;
        var isFailure = EntryFacts.IsFailure(exported);
        var activity = entry.EventCase switch
        {
            AuditEntry.EventOneofCase.Intent => QueryActivity,
            AuditEntry.EventOneofCase.Release => ReadActivity,
            _ => OtherActivity,
        };
        json.WriteStartObject();
        json.WriteNumber("activity_id", activity);
        json.WriteString(
            "activity_name", activity switch { QueryActivity => "Query", ReadActivity => "Read", _ => "Other" });
        json.WriteNumber("category_uid", CategoryUid);
        json.WriteString("category_name", "Application Activity");
        json.WriteNumber("class_uid", ClassUid);
        json.WriteString("class_name", "Datastore Activity");
        json.WriteNumber("type_uid", (ClassUid * 100) + activity);
        json.WriteNumber("severity_id", isFailure ? Low : Informational);
        json.WriteString("severity", isFailure ? "Low" : "Informational");
        json.WriteNumber("status_id", isFailure ? 2 : 1);
        json.WriteString("status", isFailure ? "Failure" : "Success");
        json.WriteNumber("time", entry.RecordedUnixMs);
        WriteMetadata(json, exported);
        json.WriteStartObject("actor");
        json.WriteStartObject("user");
        json.WriteString("uid", exported.Intent?.TrainerFingerprint ?? "");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("src_endpoint");
        json.WriteString("name", entry.Writer);
        json.WriteEndObject();
        json.WriteStartObject("database");
        json.WriteString("name", EntryFacts.DatasetOf(exported));
        json.WriteNumber("type_id", OtherDatabase);
        json.WriteString("type", "Other");
        json.WriteEndObject();
        json.WriteStartObject("unmapped");
        foreach (var (name, value) in EntryFacts.DetailsOf(exported))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ExportedEntry exported)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", "1.5.0");
        json.WriteString("uid", EntryFacts.IdOf(exported));
        json.WriteString("log_name", exported.Origin);
        json.WriteNumber("sequence", exported.Index);
        json.WriteString("correlation_uid", exported.Entry.AccessId);
        json.WriteStartObject("product");
        json.WriteString("name", "Federation gateway");
        json.WriteString("vendor_name", "Federation gateway");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
