namespace Federation.Contracts;

/// <summary>What the wire contract lets a request bring; every party on its way holds it to the same.</summary>
public static class RequestLimits
{
    /// <summary>The longest signed payload of a request that brings no texts, in bytes.</summary>
    public const int PayloadBytesMax = 256 << 10;

    /// <summary>The longest signed payload of a request for a sample, with its evaluation sets, in bytes.</summary>
    public const int SamplePayloadBytesMax = 768 << 10;

    /// <summary>The most evaluation sets of one request for a sample.</summary>
    public const int EvaluationSetsMax = 8;

    /// <summary>The most that the evaluation sets of a request may take of its payload, in bytes; the rest of a request
    /// fits into what is left.</summary>
    public const int EvaluationSetsBytesMax = SamplePayloadBytesMax - (68 << 10);
}
