using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Federation.Contracts.Type.V1;
using Microsoft.Playwright;

namespace Federation.Console.Tests;

/// <summary>The console in a real browser, with scripts switched off: what a person sees, by mouse and by keyboard.</summary>
/// <remarks>Needs Chromium; skipped, visibly, without it. Screenshots are kept in <c>artifacts/screenshots</c>.</remarks>
public sealed class ConsoleBrowserTests
{
    private static readonly string[] Chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("zh-CN", 1280)]
    [InlineData("en", 390)]
    public async Task Every_page_is_readable_without_scripts(string language, int width)
    {
        await using var rig = await FilledAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await OpenAsync(browser, rig, language, width);
        var access = rig.Log.Accesses.Search(new() { Trainer = ConsoleRig.Trainers[1] }, 0, 1).Rows[0].AccessId;

        foreach (var (name, path) in new[]
            { ("sign-in", "/sign-in"), ("accesses", "/accesses"), ("access", $"/accesses/{access}"), ("overview", "/overview"), ("health", "/health") })
        {
            await page.GotoAsync(new Uri(rig.Address, path).ToString());
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = ScreenshotPath($"{name}.{language}.{width}.png"), FullPage = true });
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            var widest = await page.EvaluateAsync<string>(
                "() => [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 3).join(' ')");
            Assert.True(overflow <= 0, $"{name} is {overflow} pixels too wide: {widest}");
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            Assert.Equal(0, await page.Locator("input:not([type=hidden]):not([id]), select:not([id])")
                .EvaluateAllAsync<int>("fields => fields.filter(field => !field.closest('label')).length"));
            Assert.Equal(0, await page.Locator("svg:not([aria-label])").CountAsync());
        }
    }

    [Fact]
    public async Task A_person_finds_an_access_by_keyboard_alone_and_downloads_its_receipt()
    {
        await using var rig = await FilledAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await OpenAsync(browser, rig, "en", 1280);

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.GetByLabel("purpose").FocusAsync();
        await page.Keyboard.TypeAsync("research");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("purpose=research"));
        var found = await page.Locator("tbody tr").CountAsync();
        Assert.InRange(found, 1, 50);
        await page.Locator("tbody a").First.FocusAsync();
        var width = await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineWidth");
        Assert.Equal("3px", width); // The focus can be seen.
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/accesses/[0-9a-f-]{36}$"));
        Assert.Equal(3, await page.Locator(".entries .proven").CountAsync());
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".entries a").First.ClickAsync());
        Assert.EndsWith(".receipt.json", download.SuggestedFilename, StringComparison.Ordinal);
    }

    /// <summary>Colours as the browser computes them, by the formula of WCAG 2.2 (4.5 to 1 for text).</summary>
    [Fact]
    public async Task Text_stands_out_from_its_ground_and_a_damaged_log_cannot_be_missed()
    {
        await using var rig = await FilledAsync();
        rig.Log.Log.Publish();
        await rig.DamageAsync();

        await rig.Watch.VerifyAsync(ConsoleRig.Cancellation);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await OpenAsync(browser, rig, "en", 1280);
        var alarm = await page.Locator("[role=alert]").BoundingBoxAsync();
        Assert.True(alarm is { Y: 0, Width: >= 1_200, Height: >= 60 });
        foreach (var path in new[] { "/accesses", "/overview", "/health" })
        {
            await page.GotoAsync(new Uri(rig.Address, path).ToString());
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = ScreenshotPath($"alarm{path.Replace('/', '-')}.png"), FullPage = true });
            Assert.Equal("", await page.EvaluateAsync<string>(Contrast));
        }
    }

    private const string Contrast = """
        () => {
          const parse = colour => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
          const light = ([r, g, b]) => { const f = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); }; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
          const ground = element => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          for (const element of document.querySelectorAll('body *')) {
            if (element.closest('svg, .skip') || !element.offsetParent || ![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const a = light(parse(getComputedStyle(element).color)), b = light(ground(element));
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) return element.tagName + ' ' + element.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2);
          }
          return '';
        }
        """;

    private static async Task<ConsoleRig> FilledAsync()
    {
        Assert.SkipUnless(Chromium.Any(File.Exists), "Chromium is not installed.");
        var rig = await new ConsoleRig().StartAsync();
        foreach (var (number, epsilon) in new[] { 500_000L, 250_000, 1_200_000, 300_000, 100_000 }.Index())
        {
            await rig.AnswerAsync(number % 3, epsilon, number % 2 == 0 ? ["north", "south"] : ["north"]);
        }

        await rig.DenyAsync(RefusalReason.AccessDenied);
        await rig.DenyAsync(RefusalReason.BudgetExhausted);
        await rig.DenyAsync(RefusalReason.RateLimited);
        return rig;
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium.First(File.Exists),
        Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private static async Task<IPage> OpenAsync(IBrowser browser, ConsoleRig rig, string language, int width)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            IgnoreHTTPSErrors = true,
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(rig.Address, $"/sign-in/{ConsoleRig.TokenOf(rig.Auditor)}").ToString());
        Assert.EndsWith("/accesses", page.Url, StringComparison.Ordinal);
        return page;
    }

    private static string ScreenshotPath(string name, [CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../artifacts/screenshots"));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }
}
