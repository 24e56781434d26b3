namespace Federation.Curation.Detection.Names;

/// <summary>
/// Given names, endings of surnames and words that are no names, in Latin script; written for this project.
/// </summary>
internal static class EnglishNameTables
{
    private const string Given =
        "aaron abby abdul abigail abraham ada adam adele adrian adriana agnes agnieszka ahmed aidan aiden aileen "
        + "aisha alain alan albert alberto alejandra alejandro aleksandra alessandro alessia alex alexa alexander "
        + "alexandra alexandre alexei alexis alfred ali alice alicia alina alison allan allen allison alma alonso "
        + "alvin amanda amber amelia amelie amina amir amy ana anastasia anders andre andrea andreas andrei andrew "
        + "andy angela angelica angelina angelo anita ann anna annabelle anne annette annie anthony antoine anton "
        + "antonia antonio antonella archie ariana ariel arlene arnold arthur arturo ashlee ashley astrid audrey "
        + "august aurora austin ava barbara barry beatrice becky ben benedict benjamin bernard bernice bertha beth "
        + "bethany betty beverly bianca birgit bjorn blake bob bobby bonnie boris brad bradley brandi brandon "
        + "brandy brenda brendan brent brett brian bridget brigitte brittany brittney brock bruce bruno bryan "
        + "byron caitlin caleb calvin cameron camila camille carla carlo carlos carmen carol carole caroline "
        + "carolyn carrie casey cassandra catalina catherine cathy cecilia cedric celeste celia charlene charles "
        + "charlie charlotte chelsea cheryl chiara chloe chris christa christian christina christine christoph "
        + "christopher christy cindy claire clara clarence claude claudia clayton clement clifford clinton clyde "
        + "cody colin colleen connie connor conrad constance cora corey corinne cory courtney craig cristian "
        + "cristina crystal curtis cynthia daisy dale damian damien dan dana daniel daniela daniele danielle danny "
        + "daphne darlene darrell darren daryl dave david dawn dean deanna debbie deborah debra denis denise "
        + "dennis derek derrick desmond destiny devin diana diane diego dieter dimitri dina dmitry dolores dominic "
        + "dominique don donald donna doris dorothy doug douglas duncan dustin dwayne dylan earl ebony eddie edgar "
        + "edith edmund eduardo edward edwin eileen einar elaine eleanor elena eli elias elijah elisa elisabeth "
        + "elise elizabeth ella ellen elliot elsa elsie emanuel emilia emilie emilio emily emma emmanuel enrique "
        + "eric erica erik erika erin ernest ernesto esme esteban esther ethan eugene eunice eva evan eve evelyn "
        + "fabian fabio faith fatima federico felicia felipe felix fernanda fernando fiona florence florian "
        + "frances francesca francesco francis francisco francois frank franklin franz fred freddie frederick "
        + "frieda gabriel gabriela gabriella gail gareth gary gavin gemma gene genevieve geoffrey george georgia "
        + "gerald geraldine gerard gerardo gertrude gilbert gina giorgio giovanna giovanni gisela giulia giuseppe "
        + "gladys glen glenn gloria gonzalo gordon grace graham greg gregory greta gretchen guadalupe guillermo "
        + "gustav gustavo guy gwen gwendolyn hannah hans harold harriet harry harvey hassan hazel heather hector "
        + "heidi heinz helen helena helene helga henri henrik henry herbert herman hilda holly howard hubert hugh "
        + "hugo ian ibrahim ida ignacio igor ilse imogen ines inga ingrid irene irina iris irma isaac isabel "
        + "isabella isabelle isaiah isla ismael ivan ivana jack jackie jackson jacob jacqueline jacques jade jaime "
        + "jake jamal james jamie jan jana jane janet janice jared jasmin jasmine jason javier jay jean jeanette "
        + "jeanne jeff jeffery jeffrey jen jenna jennie jennifer jenny jeremiah jeremy jerome jerry jesse jessica "
        + "jesus jill jim jimmy jo joan joann joanna joanne joaquin jodi jody joe joel johan johann johanna "
        + "johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josephine josh joshua joyce juan "
        + "juana juanita judith judy julia julian juliana julie julien juliet julio julius june jurgen justin "
        + "justine kai kara karen karin karina karl karla kasper kate katarina katelyn katharina katherine "
        + "kathleen kathryn kathy katie katja katrina kay kayla keith kelly ken kenneth kerry kerstin kevin khalid "
        + "kim kimberly kirk klaus kris krista kristen kristin kristina kristine kristy kurt kyle lars larry laura "
        + "lauren laurence laurie lawrence lea leah lee leila lena leo leon leonard leonardo leroy leslie lewis "
        + "liam lidia lillian lilly lily linda lindsay lindsey lionel lisa liv liz lloyd logan lois lola lorenzo "
        + "loretta lori lorraine louis louisa louise luc luca lucas lucia lucy luigi luis luisa lukas luke luna "
        + "lydia lynn mabel madeleine madison magdalena maggie malcolm manuel manuela marc marcel marcia marcin "
        + "marco marcos marcus margaret margarita maria mariam marian mariana marianne marie marilyn marina mario "
        + "marion marisa marius marjorie marlene marsha marta martha martin martina marvin mary maryam mateo "
        + "mathias matilda matteo matthew matthias maureen maurice max maxim maxime maximilian maya megan mehmet "
        + "melanie melinda melissa melvin mercedes meredith mia michael michaela michel michele michelle miguel "
        + "mikael mike mikhail mila mildred milo mindy minnie miranda miriam mitchell mohamed mohammad mohammed "
        + "moira molly mona monica monika monique morgan moses muhammad myra nadia nancy naomi natalia natalie "
        + "natasha nathan nathaniel neil nellie nelson nicholas nick nicola nicolas nicole nigel nikita nikolai "
        + "nina nora norma norman oksana olaf olav oleg olga oliver olivia olivier omar oscar otto owen pablo "
        + "pamela paola paolo patricia patrick patty paul paula paulina pauline pedro peggy penelope penny percy "
        + "perry peter petra phil philip philippa philippe phillip phoebe phyllis pierre piotr polly priscilla "
        + "rachel rafael rahul ralph ramon randall randy raquel rasmus raul ray raymond rebecca regina reginald "
        + "rene renee rhonda ricardo riccardo richard rick rita robert roberta roberto robin rocio roderick rodney "
        + "rodrigo roger roland rolf roman romeo ron ronald ronnie rosa rosalie rosemary rosie ross roxanne roy "
        + "ruben ruby rudolf rupert russell ruth ryan sabine sabrina salvador sam samantha samir samuel sandra "
        + "sandy sara sarah sasha saul scott sean sebastian selena serena serge sergei sergio seth shane shannon "
        + "shari sharon shaun shawn sheila shelley sheri sherry shirley sidney signe sigrid silvia simon simone "
        + "sofia sofie solomon sonia sonja sophia sophie spencer stacey stacy stanislav stanley stefan stefania "
        + "stella stephan stephanie stephen steve steven stuart sue susan susanne suzanne svetlana sven sylvia "
        + "tabitha tamara tammy tanja tanya tara tatiana taylor ted teresa terrance terrence terri terry theodore "
        + "theresa therese thomas tiffany tim timothy tina tobias todd tom tomas tommy toni tony tonya tracey "
        + "traci tracy travis trevor tricia tristan troy tyler ulrich ursula valentina valerie vanessa vera vernon "
        + "veronica vicki vicky victor victoria vikram vincent vincenzo viola violet virginia vivian vladimir wade "
        + "wallace walter wanda warren wayne wendy werner wesley whitney wilfred willem william willie winston "
        + "wolfgang xavier yasmin yolanda yusuf yves yvette yvonne zachary zoe zoey";

    private const string AlsoWords =
        "will may april june august rose grace hope mark bill art grant chase faith joy jack summer hunter "
        + "christian pat rob drew dean chance major angel frank gene dale earl ray guy jay max ruby jade crystal "
        + "amber dawn eve iris ivy lily holly daisy hazel violet olive pearl gail robin jordan georgia austin "
        + "dallas paris london florence madison jackson logan taylor carter mason cooper miles sky star melody "
        + "harmony destiny royal prince duke king victor norm norman skip rusty sandy rocky buddy junior randy "
        + "dick don gay ken lance bob sue don jean penny mercedes virginia carolina sierra savannah phoenix sidney "
        + "roman stone brook river rich harry nick josh tab dot barb ward wade reed chuck jesus moses lee troy "
        + "blake perry luna nova felix ming hong ping chen wei sora bo gun floor harm rein may tor siv mate ante "
        + "rade vuk lev raj ali sam jun lei hao see art tim le la de al an so on in as at by do go he if is it me "
        + "my no of or to up us we";

    private const string NotNames =
        "a about above account across actually add address after again against age ago agree air all almost "
        + "alone along already also although always am america american among an and another any anyone anything "
        + "anyway apartment app apt are area around as ask at ave avenue away baby back bad bank be because bed "
        + "been before began behind being believe below best better between big birthday bit black block blue "
        + "board body book both boulevard box boy brand british bring brother building built business but buy by "
        + "call came can cannot car card care case cause cell center central century certain chairman change "
        + "chapter chief child children china chinese choose christmas church city class clear click close club "
        + "code college come comes comedy coming company complete computer congress consider contact content "
        + "control cool corner cost could council country county couple course court credit cup cut daily data "
        + "date daughter day days dear death december deep default degree department design despite detail did "
        + "didn died different director do doctor document does doesn dog doing dollar don done door down dr draw "
        + "dream drive drop due during each early east easy edit education eight either else email end english "
        + "enough enter entire error especially europe european even event ever every everyone everything exactly "
        + "example except expect eye face fact fall family far fast father favorite february federal feel few "
        + "field figure file film final finally find fine fire first five floor fm follow food for force form "
        + "format former forward found four france free french friday friend friends from front full fun function "
        + "game garden gave general german germany get gets girl give given go god goes going gone good got "
        + "government great green greek ground group grow guess had half hall hand happen happy hard has hasn hate "
        + "have haven having he head health hear heart hello help her here hers herself hey hi high hill him "
        + "himself his history hit hold home honor hospital hot hotel hour house how however huge human hundred "
        + "husband i ice idea if image important in inc include indeed india indian information inside instead "
        + "institute interest international internet into iran iraq is island isn issue it italian italy item its "
        + "itself january japan japanese job join july june just keep key kid kids kill kind knew know known korea "
        + "lady lake land lane language large last late later latin law lead learn least leave led left legal less "
        + "let letter level license life light like line list listen literally little live lives living local long "
        + "look lord lost lot love low ltd made main major make makes making man manager many map march mark "
        + "market master matter may maybe me mean meanwhile media medical meet meeting member memory men menu "
        + "message method middle might military million mind mine minister minute miss mobile model modern moment "
        + "monday money month months more morning most mother mountain move movie mr mrs ms much museum music must "
        + "my myself name national nature near need network never new news next nice night nine no nobody none nor "
        + "north not note nothing november now number ocean october of off office often oh ok okay old on once one "
        + "online only open option or order org original other others our out outside over own page paper parents "
        + "paris park part party past pay people per perfect perhaps period person phone photo picture place plan "
        + "play please plus point police political poor pop popular position possible post power present president "
        + "press pretty price prime private probably problem process produced producer product professor program "
        + "project public pull put quality queen question quick quite radio rather read ready real really reason "
        + "recently record red region release remember report republic request research rest result return review "
        + "right river road rock role room royal run russian said sale same sample sat saturday save saw say says "
        + "scene school science screen sea search season second section see seem seems seen select self sell send "
        + "senior sent september series serious service session set seven several shall she sheet ship shop short "
        + "should show shows side since single sir sister site six size small so social society soft software some "
        + "someone something sometimes son song songs soon sorry sort sound south space spanish special spirit "
        + "sports spring square st staff stage stand star start state states station stay step still stop store "
        + "story street strong studio study stuff style subject such summer sunday support sure system table take "
        + "taken talk team technology tell ten term test text than thank thanks that the theater their them "
        + "themselves then theory there these they thing things think this those though thought three through "
        + "thursday thus time times title to today together told tomorrow tonight too took tool top total touch "
        + "toward town track trade tree trip true try tuesday turn tv two type uk under union unit united "
        + "university unless unlike until up update upon us usa use used user using wisdom discipline courage usns "
        + "usnv uscgc uss suite apt apartment "
        + "fpo apo dpo ap ae aa el entertainment weekly ltd llc corp gmbh excel microsoft google "
        + "usually value very video view village visit voice wait walk wall want war warning was washington wasn "
        + "watch water way we website wednesday week weeks well went were west western what whatever when where "
        + "whether which while white who whole whom whose why wife will win window winter wish with within without "
        + "woman women won word work world worse would wow write written wrong year years yes yesterday yet york "
        + "you young your yours zip";

    private static readonly HashSet<string> GivenSet = new(
        [.. Given.Split(' '), .. MoreGivenNames.Data.Split(' ')], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> AlsoWordSet = new(AlsoWords.Split(' '), StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> NotNameSet = new(NotNames.Split(' '), StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> GivenLookup =
        GivenSet.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AlsoWordLookup =
        AlsoWordSet.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NotNameLookup =
        NotNameSet.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] SurnameEndings =
    [
        "son", "sen", "sson", "ov", "ova", "ev", "eva", "ski", "sky", "ska", "wicz", "enko", "dottir", "d\u00F3ttir",
        "i\u0107", "vi\u0107", "vic", "ez",
        "opoulos", "idis", "akis", "ian", "yan", "stein", "berg", "mann", "feld", "nen", "ainen", "quist", "qvist",
        "strom", "str\u00F6m", "lund", "dahl", "ini",
        "elli", "etti", "ucci", "eira", "escu", "wala", "shvili", "ovsky", "czyk", "ek", "\u00E1k", "\u00EDk",
        "ov\u00E1", "ngton", "worth", "field",
    ];

    /// <summary>All lists, with what each says of a word.</summary>
    internal static IEnumerable<(string[] Words, WordFacts Fact)> Lists =>
    [
        ([.. GivenSet], WordFacts.Given), ([.. AlsoWordSet], WordFacts.AlsoWord), ([.. NotNameSet], WordFacts.Ordinary),
        ([.. Places.All], WordFacts.Place),
    ];

    /// <summary>Given names without accents, always in the same order.</summary>
    internal static IReadOnlyList<string> GivenList { get; } = [.. GivenSet.Order(StringComparer.Ordinal)];

    /// <summary>Whether a word is a given name, in any case, with accents or without.</summary>
    public static bool IsGiven(ReadOnlySpan<char> word)
    {
        if (GivenLookup.Contains(word))
        {
            return true;
        }

        Span<char> plain = stackalloc char[24];
        return word.Length <= plain.Length && Latin.TryFold(word, plain) && GivenLookup.Contains(plain[..word.Length]);
    }

    /// <summary>Whether a name is an ordinary word too, or a place.</summary>
    public static bool IsAlsoWord(ReadOnlySpan<char> word) => AlsoWordLookup.Contains(word);

    /// <summary>Whether a word is an ordinary one.</summary>
    public static bool IsOrdinary(ReadOnlySpan<char> word) => NotNameLookup.Contains(word);

    /// <summary>Whether a word ends as surnames do.</summary>
    public static bool LooksLikeSurname(ReadOnlySpan<char> word)
    {
        foreach (var ending in SurnameEndings)
        {
            if (word.Length >= ending.Length + 3 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
