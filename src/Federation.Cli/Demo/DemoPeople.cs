using System.Globalization;
using Bogus;

namespace Federation.Cli.Demo;

/// <summary>Makes up people, the same at every run.</summary>
internal sealed class DemoPeople(string silo, int seed)
{
    public static readonly string[] Cities = ["北京", "上海", "广州", "深圳", "成都", "杭州", "武汉", "西安"];

    public static readonly string[] Educations = ["primary", "secondary", "bachelor", "master"];

    private static readonly string[] Regions =
        ["110105", "310104", "440103", "440305", "510104", "330106", "420106", "610113"];

    private static readonly int[] CheckWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private readonly Faker _faker = new("zh_CN") { Random = new Randomizer(seed) };

    /// <summary>Makes up people with one to three records each.</summary>
    public IEnumerable<DemoRecord> Make(int peopleCount)
    {
        for (var number = 0; number < peopleCount; number++)
        {
            foreach (var record in MakeOne(number))
            {
                yield return record;
            }
        }
    }

    /// <summary>A name, an address, a mobile number and an id that belong to nobody.</summary>
    public (string Name, string Email, string Phone, string ResidentId) MakeIdentity(bool isFemale, int born)
    {
        var random = _faker.Random;
        var name = $"{_faker.Name.LastName()}{_faker.Name.FirstName()}";
        var local = random.String2(random.Int(5, 9), "abcdefghijklmnopqrstuvwxyz");
        var host = random.ArrayElement(["example.com", "example.cn", "mail.example.org"]);
        var email = $"{local}{random.Int(10, 99)}@{host}";
        var phone = random.ArrayElement(["138", "139", "150", "177", "186"]) + random.Int(0, 99_999_999)
            .ToString("D8", CultureInfo.InvariantCulture);
        return (name, email, phone, ResidentId(isFemale, born));
    }

    private IEnumerable<DemoRecord> MakeOne(int number)
    {
        var random = _faker.Random;
        var isFemale = random.Bool();
        var born = random.Int(1935, 2015);
        var identity = MakeIdentity(isFemale, born);
        var city = random.Int(0, Cities.Length - 1);
        var education = random.Int(0, Educations.Length - 1);
        var records = random.Int(1, 3);
        for (var year = 2026 - records; year < 2026; year++)
        {
            var age = Math.Clamp(year - born, 0, 100);
            var isEmployed = age is >= 18 and < 65 && random.Int(0, 99) < 78;
            var income = isEmployed
                ? Math.Min(500_000, 30_000 + (education * 35_000) + (age * 400) + random.Int(0, 120_000))
                : random.Int(0, 30_000);
            yield return new DemoRecord(
                $"{silo}-{number:D6}", year, identity.Name, isFemale ? "female" : "male", age, Cities[city],
                Educations[education], isEmployed, random.Int(0, 49) == 0 ? null : income / 100 * 100,
                identity.Email, identity.Phone, identity.ResidentId);
        }
    }

    private string ResidentId(bool isFemale, int born)
    {
        var random = _faker.Random;
        var order = (random.Int(0, 499) * 2) + (isFemale ? 0 : 1);
        var digits = string.Create(CultureInfo.InvariantCulture,
            $"{random.ArrayElement(Regions)}{born:D4}{random.Int(1, 12):D2}{random.Int(1, 28):D2}{order:D3}");
        var sum = digits.Zip(CheckWeights, (digit, weight) => (digit - '0') * weight).Sum();
        return digits + "10X98765432"[sum % 11];
    }
}
