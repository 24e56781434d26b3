using System.Numerics;
using System.Text.Json;
using Federation.Cli.Shell;
using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Cli.Commands;

/// <summary>Reads a file of declared releases strictly, and reports all of its faults at once.</summary>
internal sealed class PrivacyBatchFile
{
    private const int BytesMax = 1 << 20;
    private const int EntriesMax = 1_000;
    private const long SensitivityMax = 1_000_000;

    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["laplace"] = ["b"],
        ["discrete_laplace"] = ["scale"],
        ["gaussian"] = ["sigma"],
        ["discrete_gaussian"] = ["sigma"],
        ["pure"] = ["epsilon"],
        ["approx"] = ["epsilon", "delta"],
    };

    private readonly List<string> _faults = [];
    private readonly DeclaredBatch _batch = new();

    /// <summary>Reads a file.</summary>
    public static async Task<(DeclaredBatch Batch, Ratio Delta)> ReadAsync(
        FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Exists && file.Length > BytesMax)
        {
            throw new CommandException(ExitCodes.Usage, $"{file.Name}: larger than 1 MiB. Sum up with count.");
        }

        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(
                bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var reader = new PrivacyBatchFile();
            var delta = reader.Read(document.RootElement);
            return reader._faults.Count == 0 && delta is { } whole
                ? (reader._batch, whole)
                : throw new CommandException(
                    ExitCodes.Usage, string.Join('\n', reader._faults.Select(fault => $"{file.Name}: {fault}")));
        }
        catch (JsonException exception)
        {
            throw new CommandException(
                ExitCodes.Usage, $"{file.Name}:{exception.LineNumber + 1}: this is no JSON document. Mend it there.");
        }
    }

    private Ratio? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _faults.Add("must be an object with delta and mechanisms.");
            return null;
        }

        RefuseUnknown(root, "", ["delta", "mechanisms"]);
        var delta = Positive(root, "", "delta");
        if (delta is { } value && value.Numerator >= value.Denominator)
        {
            _faults.Add("delta: must be above 0 and below 1, such as 1e-6.");
        }

        if (!root.TryGetProperty("mechanisms", out var mechanisms) || mechanisms.ValueKind != JsonValueKind.Array
            || mechanisms.GetArrayLength() is 0 or > EntriesMax)
        {
            _faults.Add($"mechanisms: must be a list of 1 to {EntriesMax} entries; repeat a release with count.");
            return null;
        }

        foreach (var (index, entry) in mechanisms.EnumerateArray().Index())
        {
            ReadEntry(entry, $"mechanisms[{index}]");
        }

        return delta;
    }

    private void ReadEntry(JsonElement entry, string place)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String || !Required.TryGetValue(type.GetString()!, out var parameters))
        {
            _faults.Add($"{place}: needs a type, one of {string.Join(", ", Required.Keys)}.");
            return;
        }

        var name = type.GetString()!;
        var isNoise = name is not ("pure" or "approx");
        RefuseUnknown(
            entry, $"{place}.",
            isNoise ? ["type", .. parameters, "sensitivity", "count"] : ["type", .. parameters, "count"]);
        var faultsBefore = _faults.Count;
        var first = Positive(entry, $"{place}.", parameters[0]);
        var delta = name == "approx" ? Positive(entry, $"{place}.", "delta") : null;
        var sensitivity = entry.TryGetProperty("sensitivity", out _) ? Positive(entry, $"{place}.", "sensitivity") : 1;
        var count = entry.TryGetProperty("count", out _) ? Whole(entry, place, "count", DeclaredBatch.CountMax) : 1;
        if (name.StartsWith("discrete", StringComparison.Ordinal) && entry.TryGetProperty("sensitivity", out _))
        {
            Whole(entry, place, "sensitivity", SensitivityMax);
        }

        if (delta is { } mass && mass.Numerator >= mass.Denominator)
        {
            _faults.Add($"{place}.delta: must be above 0 and below 1.");
        }

        if (_faults.Count == faultsBefore && first is { } parameter && sensitivity is { } distance)
        {
            Add(place, name, parameter, distance, delta, count);
        }
    }

    private void Add(string place, string name, Ratio parameter, Ratio sensitivity, Ratio? delta, long count)
    {
        if (name == "discrete_gaussian" && (parameter * parameter).Value > DiscreteGaussianMechanism.VarianceMax)
        {
            _faults.Add($"{place}.sigma: at most 1000000; for more, gaussian tells the same to within rounding.");
            return;
        }

        if (count > DeclaredBatch.CountMax - _batch.Count)
        {
            _faults.Add($"{place}.count: all counts together must be at most {DeclaredBatch.CountMax}.");
            return;
        }

        try
        {
            _batch.Add(Mechanism(name, parameter, sensitivity, delta), count);
        }
        catch (OverflowException)
        {
            _faults.Add($"{place}: its ε is above 100 or its cost cannot be written; such a release protects nobody.");
        }
    }

    private static DeclaredMechanism Mechanism(
        string name, Ratio parameter, Ratio sensitivity, Ratio? delta) => name switch
        {
            "laplace" => new LaplaceMechanism(parameter, sensitivity),
            "discrete_laplace" => new DiscreteLaplaceMechanism(parameter, (int)sensitivity.Numerator),
            "gaussian" => new GaussianMechanism(parameter * parameter, sensitivity * sensitivity),
            "discrete_gaussian" => new DiscreteGaussianMechanism(parameter * parameter, (int)sensitivity.Numerator),
            _ => new ApproximateMechanism(parameter, delta),
        };

    private void RefuseUnknown(JsonElement element, string place, string[] known)
    {
        foreach (var property in element.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            _faults.Add($"{place}{property.Name}: unknown here. Known are {string.Join(", ", known)}.");
        }
    }

    private Ratio? Positive(JsonElement element, string place, string name)
    {
        if (element.TryGetProperty(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.String && Ratio.TryParse(value.GetString(), out var fraction))
            {
                return fraction;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number > 0)
            {
                return new Ratio(Unscaled(number), BigInteger.Pow(10, number.Scale));
            }
        }

        _faults.Add($"{place}{name}: needs a number above 0, such as 0.5, or a fraction as text, such as \"10/3\".");
        return null;
    }

    private static BigInteger Unscaled(decimal number)
    {
        var bits = decimal.GetBits(number);
        return ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
    }

    private long Whole(JsonElement element, string place, string name, long largest)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var whole) && whole >= 1 && whole <= largest)
        {
            return whole;
        }

        _faults.Add($"{place}.{name}: needs a whole number from 1 to {largest}.");
        return 0;
    }
}
