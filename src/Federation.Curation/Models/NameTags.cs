namespace Federation.Curation.Models;

/// <summary>How tags may follow each other, and what they stand for.</summary>
internal static class NameTags
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    /// <summary>Whether a tag may stand behind another, or at the start.</summary>
    /// <param name="before">The tag before; <see cref="NameTag.Outside"/> at the start.</param>
    /// <param name="tag">The tag.</param>
    public static bool MayFollow(NameTag before, NameTag tag) => tag switch
    {
        NameTag.PersonInside => before is NameTag.PersonBegin or NameTag.PersonInside,
        NameTag.AddressInside => before is NameTag.AddressBegin or NameTag.AddressInside,
        _ => true,
    };

    /// <summary>Whether a tag begins something.</summary>
    public static bool IsBegin(NameTag tag) => tag is NameTag.PersonBegin or NameTag.AddressBegin;
}
