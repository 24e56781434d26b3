using Bogus;

namespace Federation.Cli.Demo;

/// <summary>Makes up Chinese and English texts, some of which hold what no sample may show.</summary>
internal sealed class DemoNotes(string silo, int seed)
{
    public static readonly string[] Topics = ["food", "travel", "health", "shopping"];

    private static readonly string[] ChineseOpenings =
    [
        "上周末去了{0}的一家小店", "第二次来{0}", "在{0}住了三天", "朋友推荐的{0}老字号", "出差路过{0}",
    ];

    private static readonly string[] ChineseBodies =
    [
        "服务很热情，等位的时间也不长", "味道清淡但是很有层次，汤底尤其鲜", "房间干净，窗外能看到江景",
        "排队排了一个小时，有点累", "医生讲解得很仔细，开的药也不贵", "价格比网上便宜，质量也过得去",
        "店员耐心地介绍了每一款产品", "交通方便，出地铁走五分钟就到",
    ];

    private static readonly string[] ChineseEndings =
        ["下次还会再来。", "总体来说值得推荐。", "希望以后能改进一下。", "给家人也带了一份。", "适合周末慢慢逛。"];

    private static readonly string[] EnglishOpenings =
        ["We spent a weekend in town", "This was my second visit", "A friend told me of this place", "I came for work"];

    private static readonly string[] EnglishBodies =
    [
        "the staff were friendly and quick", "the soup was light and full of flavour", "the room was clean and quiet",
        "we had to wait for almost an hour", "the doctor explained every step", "prices are fair for what you get",
    ];

    private static readonly string[] EnglishEndings =
        ["I would come again.", "All in all a good choice.", "There is room to improve.", "My family liked it too."];

    private readonly Faker _faker = new("zh_CN") { Random = new Randomizer(seed) };
    private readonly DemoPeople _people = new(silo, seed + 1);

    /// <summary>Makes up texts; an author wrote one to four of them.</summary>
    public IEnumerable<DemoNote> Make(int notesCount)
    {
        var random = _faker.Random;
        var author = 0;
        var left = 0;
        for (var number = 0; number < notesCount; number++, left--)
        {
            if (left == 0)
            {
                author++;
                left = random.Int(1, 4);
            }

            var isChinese = random.Int(0, 9) < 7;
            yield return new DemoNote(
                $"{silo}-n{number:D6}", $"{silo}-w{author:D5}", isChinese ? "zh" : "en", random.ArrayElement(Topics),
                random.Int(1, 5), isChinese ? Chinese() : English());
        }
    }

    private string Chinese()
    {
        var random = _faker.Random;
        var opening = random.ArrayElement(ChineseOpenings).Replace(
            "{0}", random.ArrayElement(DemoPeople.Cities), StringComparison.Ordinal);
        var (name, email, phone, id) = _people.MakeIdentity(random.Bool(), random.Int(1950, 2004));
        var aside = random.Int(0, 11) switch
        {
            0 => $"预订可以打电话{phone}找{name}。",
            1 => $"有问题请发邮件到{email}。",
            2 => $"登记用的身份证是{id}，办得很快。",
            3 => $"加老板手机：+86 {phone[..3]}-{phone[3..7]}-{phone[7..]}。",
            _ => "",
        };
        var bodies = random.ArrayElements(ChineseBodies, random.Int(2, 4));
        return $"{opening}，{string.Join("，", bodies)}。{aside}{random.ArrayElement(ChineseEndings)}";
    }

    private string English()
    {
        var random = _faker.Random;
        var (_, email, phone, _) = _people.MakeIdentity(random.Bool(), random.Int(1950, 2004));
        var aside = random.Int(0, 9) switch
        {
            0 => $" For bookings write to {email}.",
            1 => $" Call +86{phone} before you go.",
            _ => "",
        };
        var bodies = random.ArrayElements(EnglishBodies, random.Int(2, 3));
        return $"{random.ArrayElement(EnglishOpenings)}; {string.Join(", and ", bodies)}.{aside} " +
            random.ArrayElement(EnglishEndings);
    }
}
