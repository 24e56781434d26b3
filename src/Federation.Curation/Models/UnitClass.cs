using Federation.Curation.Detection.Names;

namespace Federation.Curation.Models;

/// <summary>What the tables of names and places say of one unit, as a small number.</summary>
internal static class UnitClass
{
    private const string RoadLevels = "路街道巷弄村镇鄉乡屯组里庄园区區县縣市旗州省";
    private const string Rooms = "号號栋棟幢座楼樓单元單室層层户戶房";
    private const int DigitsMax = 6;

    /// <summary>The class of a unit; at least 1.</summary>
    public static uint Of(ReadOnlySpan<char> unit, UnitKind kind) => 1 + (((uint)kind << 8) | kind switch
    {
        UnitKind.Han => OfHan(unit[0]),
        UnitKind.Word => OfWord(unit),
        UnitKind.Number => (uint)Math.Min(unit.Length, DigitsMax),
        _ => (uint)unit[0] & 0x7F,
    });

    private static uint OfHan(char character)
    {
        var surname = ChineseNameTables.CanBegin(character) ? (uint)ChineseNameTables.Surname(character) + 1 : 0;
        var given = (uint)(ChineseNameTables.GivenName(character) switch { < 0 => 0, 0 => 1, 1 => 2, _ => 3 });
        var place = RoadLevels.Contains(character) ? 1u : Rooms.Contains(character) ? 2u : 0;
        return surname | (given << 3) | (place << 5);
    }

    private static uint OfWord(ReadOnlySpan<char> word)
    {
        var isCapital = char.IsUpper(word[0]);
        var isAllCapital = isCapital && word.Length > 1 && char.IsUpper(word[^1]);
        return (isAllCapital ? 2u : isCapital ? 1u : 0)
            | (EnglishNameTables.IsGiven(word) ? 4u : 0)
            | (EnglishNameTables.IsAlsoWord(word) ? 8u : 0)
            | (EnglishNameTables.IsOrdinary(word) ? 16u : 0)
            | (EnglishNameTables.LooksLikeSurname(word) ? 32u : 0)
            | (Places.IsPlace(word) ? 64u : 0)
            | (word.Length == 1 ? 128u : 0);
    }
}
