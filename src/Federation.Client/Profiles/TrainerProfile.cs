using Federation.Audit;
using Federation.Sealing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Federation.Client.Profiles;

/// <summary>What a trainer pins and names: where the broker is, which keys to use, which silos to believe.</summary>
/// <param name="Federation">The federation that requests are meant for.</param>
/// <param name="Broker">The broker's <c>https</c> address.</param>
/// <param name="KeysFolder">The folder of the trainer's keys.</param>
/// <param name="Agreement">The agreement under which is asked.</param>
/// <param name="Purpose">One of the agreement's purposes.</param>
/// <param name="Silos">The silos and the fingerprints of their signing keys.</param>
public sealed record TrainerProfile(
    string Federation, Uri Broker, string KeysFolder, string Agreement, string Purpose, IReadOnlyList<SiloPin> Silos)
{
    /// <summary>The key of the broker's log, as its operator publishes it. Where it is pinned, every answer must come
    /// with the broker's own proof; null takes the key that the broker names.</summary>
    public string? BrokerLogVerifierKey { get; init; }

    /// <summary>Reads a profile strictly: an unknown, missing or doubled key is a fault.</summary>
    /// <param name="file">The file; paths in it are relative to it.</param>
    /// <exception cref="FederationException">It cannot be used; says where and why.</exception>
    public static TrainerProfile Load(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!File.Exists(file))
        {
            throw Fault(file, 1, "there is no such file: name it with --profile or FEDERATION_PROFILE");
        }

        try
        {
            var form = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<Form?>(File.ReadAllText(file));
            return Check(file, form ?? new Form());
        }
        catch (YamlException exception)
        {
            throw Fault(file, (int)exception.Start.Line, exception.InnerException?.Message ?? exception.Message);
        }
    }

    private static TrainerProfile Check(string file, Form form)
    {
        string Required(string? value, string key) => string.IsNullOrWhiteSpace(value)
            ? throw Fault(file, 1, $"'{key}' is missing")
            : value;

        var address = Required(form.Broker, "broker");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var broker) || broker.Scheme != "https")
        {
            throw Fault(file, 1, "'broker' must be an https address, such as https://127.0.0.1:7100");
        }

        if (form.Silos is not { Count: > 0 })
        {
            throw Fault(file, 1, "'silos' is empty: pin at least one silo with its id and fingerprint");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var silos = form.Silos.Select(silo => new SiloPin(
            Required(silo.Id, "silos.id"), Required(silo.Fingerprint, "silos.fingerprint"))
        {
            Witnesses = silo.Witnesses is null ? null : ReadWitnesses(file, Path.Combine(folder, silo.Witnesses)),
        }).ToList();
        var wrong = silos.FirstOrDefault(silo => silo.Fingerprint.Length != 64
            || !silo.Fingerprint.All(char.IsAsciiHexDigitLower));
        if (wrong is not null)
        {
            throw Fault(file, 1, $"the fingerprint of '{wrong.Id}' must be 64 lower-case hexadecimal digits");
        }

        if (silos.DistinctBy(silo => silo.Id).Count() != silos.Count)
        {
            throw Fault(file, 1, "a silo is named twice");
        }

        return new TrainerProfile(
            Required(form.Federation, "federation"), broker, Path.Combine(folder, Required(form.Keys, "keys")),
            Required(form.Agreement, "agreement"), Required(form.Purpose, "purpose"), silos)
        {
            BrokerLogVerifierKey = form.BrokerLog is null || NoteVerifier.TryParse(form.BrokerLog, out _)
                ? form.BrokerLog
                : throw Fault(
                    file, 1, "'brokerLog' is no verifier key: copy logVerifierKey from the broker's public.yaml"),
        };
    }

    private static WitnessPolicy ReadWitnesses(string file, string policy)
    {
        try
        {
            return WitnessPolicy.Parse(File.ReadAllText(policy));
        }
        catch (IOException)
        {
            throw Fault(file, 1, $"the witness policy {policy} cannot be read");
        }
        catch (FormatException exception)
        {
            throw Fault(file, 1, $"the witness policy {policy} is none: {exception.Message.TrimEnd('.')}");
        }
    }

    private static FederationException Fault(string file, int line, string what) =>
        new(FederationFaultKind.Profile, $"{file}:{line}: {what}.");

    /// <summary>The file as written.</summary>
    private sealed class Form
    {
        public string? Federation { get; set; }

        public string? Broker { get; set; }

        public string? BrokerLog { get; set; }

        public string? Keys { get; set; }

        public string? Agreement { get; set; }

        public string? Purpose { get; set; }

        public List<SiloForm>? Silos { get; set; }
    }

    private sealed class SiloForm
    {
        public string? Id { get; set; }

        public string? Fingerprint { get; set; }

        public string? Witnesses { get; set; }
    }
}
