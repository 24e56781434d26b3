using System.Buffers;

namespace Federation.Curation.Detection;

/// <summary>
/// Whether a view holds the words at all without which some rules find nothing: asked once, then known.
/// </summary>
internal sealed class ViewWords(string view)
{
    private static readonly SearchValues<string> Births = SearchValues.Create(
        ["born", "birth", "dob", "d.o.b", "b-day"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Licences = SearchValues.Create(
        ["licen"], StringComparison.OrdinalIgnoreCase);

    /// <summary>At most five: those are looked for exactly.</summary>
    private static readonly SearchValues<char> QqMarks = SearchValues.Create("扣企球抠腾");

    private bool? _hasBirth;
    private bool? _hasLicence;
    private bool? _hasQq;

    /// <summary>A word for birth.</summary>
    public bool HasBirth => _hasBirth ??= view.AsSpan().ContainsAny('生', '诞', '誕') || view.AsSpan().ContainsAny(Births);

    /// <summary>A word for a licence.</summary>
    public bool HasLicence => _hasLicence ??= view.AsSpan().ContainsAny(Licences);

    /// <summary>A word for QQ, which holds one of few characters.</summary>
    public bool HasQq => _hasQq ??= view.AsSpan().ContainsAny('q', 'Q') || view.AsSpan().ContainsAny(QqMarks);
}
