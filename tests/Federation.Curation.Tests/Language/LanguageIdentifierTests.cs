using CsCheck;
using Federation.Curation.Language;

namespace Federation.Curation.Tests.Language;

public sealed class LanguageIdentifierTests
{
    [Theory]
    [InlineData("请在左侧的列表中选择一个选项，然后单击确定。", "zh", "Hans")]
    [InlineData("請在左側的清單中選擇一個選項，然後按一下確定。", "zh", "Hant")]
    [InlineData("選択した項目を左側のリストから削除します。", "ja", "Jpan")]
    [InlineData("왼쪽 목록에서 옵션을 선택한 다음 확인을 누르십시오.", "ko", "Kore")]
    [InlineData("Choose an option in the list on the left, then press the button.", "en", "Latn")]
    [InlineData("Wählen Sie links eine Option und klicken Sie dann auf die Taste.", "other", "Latn")]
    [InlineData("Choisissez une option dans la liste de gauche, puis appuyez sur le bouton.", "other", "Latn")]
    [InlineData("Elija una opción de la lista de la izquierda y pulse el botón.", "other", "Latn")]
    [InlineData("Escolha uma das opcoes na lista e depois clique no botao.", "other", "Latn")]
    [InlineData("Выберите нужный пункт в списке слева и нажмите кнопку.", "other", "Cyrl")]
    [InlineData("اختر خيارًا من القائمة ثم اضغط على الزر.", "other", "Arab")]
    [InlineData("Opis zmiennych, takich jak w tabeli: aby tymczasowo zapisać plik, proszę wybrać.", "other", "Latn")]
    [InlineData("Bearbeiten der Befehlszeile, eingebaute Hilfe, visuelle Ergänzung in Zeilen.", "other", "Latn")]
    [InlineData("The café of Müller and Sons is open, and it is the best of all in this town.", "en", "Latn")]
    [InlineData("Ｔｈｅ list is ｏｐｅｎ and all of it can be read", "en", "Latn")]
    [InlineData("Footnote Settings", "en", "Latn")]
    [InlineData("在 LibreOffice Writer 中打开文档", "zh", "Hans")]
    [InlineData("LibreOffice Writer 문서를 엽니다", "ko", "Kore")]
    [InlineData("The character 中 means the middle of a thing.", "en", "Latn")]
    [InlineData("这家店的の字招牌很有名，味道也不错，服务员态度很好。", "zh", "Hans")]
    [InlineData("", "other", "Zyyy")]
    [InlineData("12345 --- 67", "other", "Zyyy")]
    public void A_paragraph_is_known_by_its_language_and_script(string text, string language, string script) =>
        Assert.Equal(new TextLanguage(language, script), LanguageIdentifier.Identify(text));

    [Fact]
    public void Any_characters_have_an_answer() => Gen.String.Sample(
        text => Assert.Equal(4, LanguageIdentifier.Identify(text).Script.Length), threads: 1);

    [Theory]
    [InlineData("corpus_zhcn_techdocs.jsonl", "zh", "Hans")]
    [InlineData("corpus_zh_news_sentences.jsonl", "zh", "Hans")]
    [InlineData("corpus_zh_reviews_dev.jsonl", "zh", "Hans")]
    [InlineData("corpus_zh_poetry.jsonl", "zh", "Hans")]
    [InlineData("corpus_en_techdocs.jsonl", "en", "Latn")]
    [InlineData("corpus_en_movie_reviews.jsonl", "en", "Latn")]
    public void At_least_995_of_1000_paragraphs_of_real_text_are_known(string file, string language, string script)
    {
        var answers = SharedFile.Texts(file).SelectMany(Paragraphs)
            .Where(paragraph => language == "en" || IsMostlyChinese(paragraph))
            .Select(paragraph => LanguageIdentifier.Identify(paragraph)).ToList();

        var known = answers.Count(answer => answer == new TextLanguage(language, script));

        Assert.InRange(known, answers.Count * 995 / 1000, answers.Count);
    }

    [Fact]
    public void At_least_995_of_1000_paragraphs_from_Taiwan_are_traditional()
    {
        var answers = SharedFile.Rows("html_techdocs_dev.jsonl")
            .Where(row => row.GetProperty("lang").GetString() == "zh-TW")
            .SelectMany(row => Paragraphs(row.GetProperty("expected_text").GetString()!)).Where(IsMostlyChinese)
            .Select(paragraph => LanguageIdentifier.Identify(paragraph)).ToList();

        var known = answers.Count(answer => answer == new TextLanguage("zh", "Hant"));
        Assert.InRange(known, answers.Count * 995 / 1000, answers.Count);
    }

    private static IEnumerable<string> Paragraphs(string text) =>
        text.Split('\n').Where(paragraph => paragraph.Count(char.IsLetter) >= 20);

    /// <summary>Help pages hold menus, file names and whole paragraphs that were never translated.</summary>
    private static bool IsMostlyChinese(string paragraph) =>
        paragraph.Count(character => character is >= '\u4E00' and <= '\u9FFF') * 2 > paragraph.Count(char.IsLetter);
}
