namespace Federation.Curation.Models;

/// <summary>A file is no model that can be used.</summary>
/// <param name="fault">Why.</param>
public sealed class ModelFormatException(ModelFault fault) : Exception(MessageOf(fault))
{
    /// <summary>Why.</summary>
    public ModelFault Fault { get; } = fault;

    private static string MessageOf(ModelFault fault) => fault switch
    {
        ModelFault.NotAModel => "The file is no name model.",
        ModelFault.OtherVersion => "The name model was written by another version. Train it again.",
        ModelFault.NotTheRecipes => "The name model is not the one whose hash is asked for.",
        _ => "The name model is damaged. Train it again, or take it from where it came.",
    };
}
