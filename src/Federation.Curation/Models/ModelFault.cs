namespace Federation.Curation.Models;

/// <summary>Why a file is no model that can be used.</summary>
public enum ModelFault
{
    /// <summary>It does not begin as a model does.</summary>
    NotAModel,

    /// <summary>Another version of this program wrote it.</summary>
    OtherVersion,

    /// <summary>It is not what was written: its parts or its hash do not fit.</summary>
    Damaged,

    /// <summary>It is a model, but not the one whose hash the recipe names.</summary>
    NotTheRecipes,
}
