using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Adapter.Policies;
using Federation.Cli.Shell;
using Federation.Hosting.Configuration;
using Federation.Sealing;

namespace Federation.Cli.Commands.Holder;

/// <summary>The options that make an agreement, read so strictly that they can be written into a file.</summary>
internal sealed partial class GrantTerms
{
    private const decimal MicrosPerNat = 1_000_000m;

    private readonly Option<string> _id = Text("--id", "The agreement's name: 2 to 63 of a-z, 0-9 and '-'.");

    private readonly Option<string> _trainer = Text(
        "--trainer", "The trainer's fingerprint of 64 hexadecimal digits, or its public.yaml.");

    private readonly Option<string> _deliveries = Text(
        "--deliveries", "What may be had, separated by commas: statistics, samples.");

    private readonly Option<string> _purposes = Text("--purposes", "Purposes of the policy, separated by commas.");

    private readonly Option<string> _from = Text("--from", "The first day: 2026-01-01, or a time with its offset.");

    private readonly Option<string> _until = Text("--until", "The first day after the term.");

    private readonly Option<string> _epsilon = Text("--epsilon", "The most privacy loss in all: 0.000001 to 100.");

    private readonly Option<long> _requests = new("--requests") { Description = "The most requests.", Required = true };

    private readonly Option<long> _records = new("--records")
    {
        Description = "The most records of samples, counted as asked.",
    };

    public void AddTo(Command command)
    {
        Option[] options =
            [_id, _trainer, _deliveries, _purposes, _from, _until, _epsilon, _requests, _records];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    public Agreement Read(ParseResult parsed) => new(
        Matching(parsed.GetRequiredValue(_id), Id(), "--id must be 2 to 63 of a-z, 0-9 and '-', no '-' first."),
        FingerprintOf(parsed.GetRequiredValue(_trainer)),
        [.. Items(parsed.GetRequiredValue(_deliveries)).Select(DeliveryOf)],
        [.. Items(parsed.GetRequiredValue(_purposes)).Select(purpose =>
            Matching(purpose, Purpose(), "--purposes must be names of a-z, 0-9 and '-', separated by commas."))],
        InstantOf("--from", parsed.GetRequiredValue(_from)), InstantOf("--until", parsed.GetRequiredValue(_until)),
        new AgreementQuotas(
            MicrosOf(parsed.GetRequiredValue(_epsilon)), parsed.GetValue(_requests), parsed.GetValue(_records)));

    private static Option<string> Text(string name, string description) =>
        new(name) { Description = description, Required = true };

    private static string[] Items(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Matching(string text, Regex form, string otherwise) =>
        form.IsMatch(text) ? text : throw Wrong(otherwise);

    private static DeliveryKind DeliveryOf(string word) => word switch
    {
        "statistics" => DeliveryKind.Statistics,
        "samples" => DeliveryKind.Samples,
        _ => throw Wrong("--deliveries must be statistics, samples, or both separated by a comma."),
    };

    private static DateTimeOffset InstantOf(string option, string text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var instant)
            ? instant : throw Wrong($"{option} must be a day like 2026-01-01 or a time like 2026-01-01T08:00:00Z.");

    private static long MicrosOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var nats)
            && nats is >= 0.000001m and <= 100 && nats * MicrosPerNat % 1 == 0
            ? (long)(nats * MicrosPerNat)
            : throw Wrong("--epsilon must be from 0.000001 to 100, with at most 6 digits behind the point.");

    /// <summary>A fingerprint, or that of the key in a public.yaml: computed from the key, not believed.</summary>
    private static string FingerprintOf(string text)
    {
        if (Fingerprint().IsMatch(text))
        {
            return text;
        }

        if (!File.Exists(text))
        {
            throw Wrong("--trainer must be 64 of 0-9 and a-f, or the path of the trainer's public.yaml.");
        }

        var map = YamlDocumentReader.ReadFile(text);
        map.RequiredString("id");
        map.Ignore("logVerifierKey"); // Empty for a trainer, who keeps no log.
        var role = map.RequiredString("role");
        var fingerprint = map.RequiredString("fingerprint", pattern: "[0-9a-f]{64}");
        var bytes = new byte[32];
        var isKey = Convert.TryFromBase64String(map.RequiredString("publicKey"), bytes, out var length) && length == 32;
        if (!isKey || !VerifyKey.TryImport(bytes, out var key) || key.Fingerprint != fingerprint)
        {
            map.Reject(
                "publicKey", "'publicKey' is not the key of the fingerprint", "ask the trainer for the file again");
        }

        if (role != "trainer")
        {
            map.Reject("role", $"'role' is '{role}'", "name the public.yaml of a trainer");
        }

        map.Finish();
        return fingerprint;
    }

    private static CommandException Wrong(string message) => new(ExitCodes.Usage, message);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,62}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex Purpose();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Fingerprint();
}
