using System.Globalization;

namespace Federation.Stores.Statements;

/// <summary>SQL and the values bound to its places, written <c>$1</c>, <c>$2</c> and so on.</summary>
internal sealed class Statement
{
    private readonly List<object> _parameters = [];

    /// <summary>The text, complete once the builder returns it.</summary>
    public string Sql { get; set; } = "";

    /// <summary>The bound values: long, double, string or byte[].</summary>
    public IReadOnlyList<object> Parameters => _parameters;

    /// <summary>Binds a value and returns the place that stands for it.</summary>
    public string Bind(object value)
    {
        _parameters.Add(value);
        return "$" + _parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Writes an integer as a literal.</summary>
    public static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);
}
