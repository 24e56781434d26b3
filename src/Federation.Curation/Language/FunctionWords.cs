namespace Federation.Curation.Language;

/// <summary>
/// The small words that no text of a language does without, written by hand. They tell English from the other languages
/// that are written in Latin letters; which other language it is does not matter here.
/// </summary>
internal static class FunctionWords
{
    /// <summary>A word of more characters is in no list.</summary>
    public const int CharactersMax = 8;

    /// <summary>The words of English stand first.</summary>
    public static readonly string[] Lists =
    [
        "the a i s t of and to in is that for it with as was on be by this are or from at you not have an which if "
        + "can will has but all they one we there when their were been what your more so its may use only would "
        + "about out up into other some than who them these she her his he had my me him our do does did no any also "
        + "how where then two could should such each after before while because between both click select see using "
        + "used new first file over most just like even get make text page name help set open list table data these "
        + "those until since very here through during without within under again now many much being same own off "
        + "too every shall must might",
        "der die das und ist nicht ein eine zu den von mit sich des auf für im dem auch es an werden aus er hat dass "
        + "sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
        + "mehr durch man sein wurde sei wenn kann diese dieser ihre ich wir uns alle als keine sehr mich dir ihr "
        + "hier dann unter",
        "le la les de des et est une un en du que qui dans pour pas au sur ce il se par plus avec ne sont son aux ou "
        + "cette nous vous mais sa ses leur ont comme fait être tout elle si ces je mon était deux sans même aussi "
        + "peut très lui où dont votre notre nos ils sous entre fichier",
        "el la los las de que y en un una es por con no se para su al lo como más del o pero sus le ya este sí "
        + "porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos uno ni son fue ha "
        + "era puede ser están si ante ellos esto mí antes unos otro él",
        "o a os as de que e do da em um uma para com não no na por mais dos das se como mas ao foi ele seu sua ou "
        + "ser quando muito nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus "
        + "quem nas são pode você este",
        "il lo la i gli le di che e un una in per non è con si da del della sono dei al come più nel anche alla ma "
        + "ha questo questa su delle dal se nella o cui essere tra ed ci loro molto ai degli era fa suo sua stato "
        + "quando lui può dopo solo io mi ti chi",
        "de het een van en in is dat op te zijn voor met niet die aan er om ook als dan maar bij nog uit wordt door "
        + "over hij ze naar heeft worden deze wel kan of ik je wat zo was hebben geen meer tot al haar u mijn onder "
        + "heb hun wij dit",
        "och att det som en på är av för med den till inte ett om har de jag var så men kan från vid han nu eller "
        + "hon man när här vara blir alla skulle under också efter utan vi mot där sig ska hade över mycket detta vad",
        "og i det som på en er av for til med at ikke den har de et om var jeg han men så fra eller kan vi ved skal "
        + "hun blir etter også vil være denne når mot sig over dette alle da efter blev havde hvor bare noe sin",
        "w na z i się nie do jest to że o jak po za od ale tak przez dla czy tym może co są już tylko lub jego tego "
        + "który przed pod ze być oraz bardzo także jej ich gdy więc jako był była można nad bez tej które",
        "a se na je v že s to i z do o ve jako za by ale po jsou si pro tak od byl ze jeho co které nebo který být "
        + "jen byla jak při už má až jsem jsme také ještě kde když není sa aj pri ako bol ktorý alebo pre sú",
        "a az és hogy nem is egy ez de van meg volt csak már ha el kell lehet még mint ki be vagy azt pedig nagyon "
        + "ezt minden én azonban után amely ami után között több más",
        "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra var ama en o her değil ki ya veya mi ise "
        + "olduğu biz ben sen şey bunu nasıl göre kendi",
        "ja on ei se että oli hän en ne mutta ovat kun niin kuin tai myös joka jos olen ole ollut sen vain voi mitä "
        + "siitä tämä olla kanssa jo nyt",
        "yang dan di untuk dengan pada dari dalam tidak ini itu akan adalah ke oleh juga atau dapat bisa ada saya "
        + "telah sebagai karena kami mereka lebih sudah anda kita harus seperti para sebuah oleh antara tersebut "
        + "bahwa jika maka setiap secara hanya satu dua jadi lain akan baru pula saat kata cara",
        "và của là các có trong cho được không một những với người này đã để từ khi đến như về ra thì vào lại cũng "
        + "sẽ tôi nhưng bạn nó phải nếu trên",
        "și de la în cu a pe nu care din un o este să mai că pentru sunt ce se au fi dar prin sau ca fost al ale lui "
        + "după dacă cum între până fără",
        "i je u da se na su za od ne s to kao koji bi iz ili ali što sam biti samo po nije može kako te o sve dok "
        + "jer bio koja već ako in ki ni pa ter so pri lahko tudi kot",
        "ang ng sa na mga ay at ko mo ito siya hindi para kung ni niya ako may lang kanyang nang isang",
        "est et in non ad cum ut qui quae quod sed si ex per ab esse sunt enim etiam atque hoc nec aut autem",
    ];
}
