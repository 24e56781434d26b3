using CsCheck;
using Federation.Curation.Views;

namespace Federation.Curation.Tests;

/// <summary>Sixteen characters at once are folded as one by one.</summary>
public class NormalisedViewBlockTests
{
    [Fact]
    public void A_long_text_is_seen_as_its_characters_are_one_by_one() =>
        Gen.String[Gen.Char["ab1，。！（）中文字符…①\u3000“”　ＡＢ９\u200B—、"], 0, 120].Sample(text =>
        {
            var apart = string.Concat(text.Select(character => NormalisedView.Of($"{character}").Text));
            return NormalisedView.Of(text).Text == apart;
        });
}
