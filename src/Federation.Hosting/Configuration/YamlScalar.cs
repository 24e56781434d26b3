using System.Text.RegularExpressions;

namespace Federation.Hosting.Configuration;

/// <summary>One value of a document, read as what the caller says it is.</summary>
/// <remarks>
/// A value that is not what was asked for becomes a fault of the file and the method returns a harmless stand-in, so
/// that reading goes on and finds the other faults too. Build nothing from what was read before
/// <see cref="YamlMap.Finish"/> has returned.
/// </remarks>
public sealed class YamlScalar
{
    /// <summary>What stands before a value that a program guessed. No value counts until a person removes it.</summary>
    public const string Unconfirmed = "UNCONFIRMED";

    private readonly ScalarNode _node;
    private readonly string _name;
    private readonly FaultList _faults;

    internal YamlScalar(ScalarNode node, string name, FaultList faults)
    {
        _node = node;
        _name = name;
        _faults = faults;
    }

    /// <summary>The line it stands on, from 1.</summary>
    public int Line => _node.Line;

    /// <summary>The value as written, without its quotes.</summary>
    public string Text => _node.Text;

    /// <summary>Whether it is no guess; see <see cref="Unconfirmed"/>.</summary>
    public bool IsConfirmed => !IsGuess(Text);

    /// <summary>Text of 1 to <paramref name="charactersMax"/> characters, quoted or not.</summary>
    /// <param name="charactersMax">The longest it may be, in UTF-16 code units.</param>
    /// <param name="pattern">A regular expression that the whole text must match, or null.</param>
    public string AsString(int charactersMax = 4096, string? pattern = null)
    {
        if (RejectGuess())
        {
            return Text;
        }

        if (Text.Length == 0 || Text.Length > charactersMax)
        {
            Reject(
                $"'{_name}' must have 1 to {charactersMax} characters, but has {Text.Length}", "write it so");
        }
        else if (pattern is not null && !Regex.IsMatch(
            Text, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            Reject($"'{_name}' is '{Text}', which is not of the form {pattern}", $"write it in the form {pattern}");
        }

        return Text;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>; groups of three digits may be
    /// parted by underscores, as in <c>1_000_000</c>.</summary>
    public long AsInteger(long min, long max) =>
        InRange(Plain(ScalarText.Integer, "a whole number", $"write digits only, from {min} to {max}"), min, max);

    /// <summary>An exact decimal number of at most 28 digits; no exponent, no infinity.</summary>
    public decimal AsDecimal(decimal min, decimal max) => InRange(
        Plain(ScalarText.Decimal, "a decimal number of at most 28 digits", "write it like 12 or 0.5"), min, max);

    /// <summary>
    /// A part of one, such as a probability, exact in units of 10⁻¹⁵: <c>1e-6</c> or <c>0.000001</c>.
    /// </summary>
    /// <param name="max">The largest it may be, in units of 10⁻¹⁵.</param>
    public long AsFemtos(long max)
    {
        var value = Plain(ScalarText.Femtos, "a decimal number in steps of 1e-15", "write it like 1e-6 or 0.000001");
        if (value > max)
        {
            Reject($"'{_name}' is {Text}, which is out of range",
                FormattableString.Invariant($"write a value from 0 to {max / 1e15m}"));
            return 0;
        }

        return value ?? 0;
    }

    /// <summary><c>true</c> or <c>false</c>; no other spelling.</summary>
    public bool AsBoolean() =>
        Plain(ScalarText.Boolean, "true or false", "write true or false, without quotes") ?? false;

    /// <summary>A whole number with a unit: <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>24h</c>, <c>365d</c>.</summary>
    public TimeSpan AsDuration(TimeSpan min, TimeSpan max) => InRange(
        Plain(ScalarText.Duration, "a duration", "write a whole number and ms, s, m, h or d, like 30s"), min, max);

    /// <summary>A point in time: RFC 3339 with its offset, or a date, which is its midnight in UTC.</summary>
    public DateTimeOffset AsInstant()
    {
        var value = ScalarText.Instant(Text);
        if (value is null && !RejectGuess())
        {
            RejectKind("a point in time", "write it like 2026-12-31T00:00:00Z or 2026-12-31");
        }

        return value ?? DateTimeOffset.UnixEpoch;
    }

    /// <summary>One of the values of <typeparamref name="T"/>, written in lower case with hyphens.</summary>
    public T AsEnum<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>().ToDictionary(value => ScalarText.KebabCase(value.ToString()));
        return values.GetValueOrDefault(AsChoice([.. values.Keys]));
    }

    /// <summary>One of <paramref name="choices"/>, letter for letter.</summary>
    public string AsChoice(params IReadOnlyList<string> choices)
    {
        if (choices.Contains(Text, StringComparer.Ordinal))
        {
            return Text;
        }

        if (RejectGuess())
        {
            return choices[0];
        }

        Reject($"'{_name}' is '{Text}', which is not known", Suggestion.FixFor(Text, choices));
        return choices[0];
    }

    /// <summary>Makes a rule of the caller a fault of the file, on this line.</summary>
    /// <param name="what">What is wrong, without a closing full stop.</param>
    /// <param name="fix">What to write instead, without a closing full stop.</param>
    public void Reject(string what, string fix) => _faults.Add(Line, what, fix);

    /// <summary>Whether it is marked as a guess.</summary>
    internal static bool IsGuess(string text) =>
        text == Unconfirmed || text.StartsWith(Unconfirmed + " ", StringComparison.Ordinal);

    private bool RejectGuess()
    {
        if (!IsGuess(Text))
        {
            return false;
        }

        Reject($"'{_name}' is a guess that nobody confirmed: {Text}",
            $"write what is publicly known or what you decide, not what the data show, and remove {Unconfirmed}");
        return true;
    }

    private T? Plain<T>(Func<string, T?> parse, string kind, string fix)
        where T : struct
    {
        var value = _node.IsQuoted ? null : parse(Text);
        if (value is null && !RejectGuess())
        {
            RejectKind(kind, _node.IsQuoted && parse(Text) is not null ? "remove the quotes" : fix);
        }

        return value;
    }

    private T InRange<T>(T? value, T min, T max)
        where T : struct, IComparable<T>
    {
        if (value is { } present && (present.CompareTo(min) < 0 || present.CompareTo(max) > 0))
        {
            Reject($"'{_name}' is {Text}, which is out of range", $"write a value from {Spelt(min)} to {Spelt(max)}");
            return min;
        }

        return value ?? min;
    }

    private void RejectKind(string kind, string fix) =>
        Reject($"'{_name}' must be {kind}, but is {(_node.IsQuoted ? $"the text \"{Text}\"" : $"'{Text}'")}", fix);

    private static string Spelt<T>(T bound) => bound switch
    {
        TimeSpan duration => $"{(long)duration.TotalMilliseconds}ms",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => $"{bound}",
    };
}
