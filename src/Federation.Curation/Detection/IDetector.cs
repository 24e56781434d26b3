namespace Federation.Curation.Detection;

/// <summary>Finds one kind of personal data in a normalised view. Linear in the length of the text.</summary>
public interface IDetector
{
    /// <summary>What it finds, as the label in redacted text names it.</summary>
    string Type { get; }

    /// <summary>Finds every place, in view offsets. Places may overlap.</summary>
    IEnumerable<(int Start, int Length)> Find(string view);
}
