namespace Federation.Curation.Models;

/// <summary>What a model takes a unit of text for.</summary>
internal enum NameTag
{
    /// <summary>Nothing personal.</summary>
    Outside,

    /// <summary>The first unit of a person's name.</summary>
    PersonBegin,

    /// <summary>A further unit of it.</summary>
    PersonInside,

    /// <summary>The first unit of an address.</summary>
    AddressBegin,

    /// <summary>A further unit of it.</summary>
    AddressInside,
}
