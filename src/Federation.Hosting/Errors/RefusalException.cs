namespace Federation.Hosting.Errors;

/// <summary>Carries a <see cref="Errors.Refusal"/> from any step of a pipeline to the edge.</summary>
public sealed class RefusalException(Refusal refusal) : Exception(refusal.Message)
{
    /// <summary>What the caller will be told.</summary>
    public Refusal Refusal { get; } = refusal;
}
